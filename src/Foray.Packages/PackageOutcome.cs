namespace Foray.Packages;

/// <summary>What became of a package.</summary>
public enum PackageOutcome
{
    /// <summary>It was as it should be; nothing was downloaded.</summary>
    Unchanged,

    /// <summary>It was not there before.</summary>
    Installed,

    /// <summary>Another version was there before.</summary>
    Updated,

    /// <summary>Its locked version was missing or damaged on this computer, and is there again.</summary>
    Restored,

    /// <summary>It is gone.</summary>
    Removed,
}
