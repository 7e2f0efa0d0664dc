namespace Foray.Plugins.Catalog;

/// <summary>Whether the user lets the packages of a project run.</summary>
public enum ProjectTrustState
{
    /// <summary>Nobody said so.</summary>
    Untrusted,

    /// <summary>The user said so, and the packages are the same since.</summary>
    Trusted,

    /// <summary>The user said so, and the packages have changed since.</summary>
    Changed,
}
