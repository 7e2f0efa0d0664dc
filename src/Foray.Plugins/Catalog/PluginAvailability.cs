namespace Foray.Plugins.Catalog;

/// <summary>Whether a plugin that was found can be used.</summary>
public enum PluginAvailability
{
    /// <summary>It can, by its name.</summary>
    Available,

    /// <summary>Only by its qualified name or with a pin: another package has one of the same kind and name.</summary>
    Ambiguous,

    /// <summary>Another package's plugin of the same kind and name is pinned.</summary>
    NotPinned,

    /// <summary>The settings disable it.</summary>
    Disabled,

    /// <summary>It belongs to a project that is not trusted.</summary>
    Untrusted,
}
