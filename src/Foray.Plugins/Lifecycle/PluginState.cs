namespace Foray.Plugins.Lifecycle;

/// <summary>Where a plugin stands. <see cref="PluginTransitions"/> says what follows what.</summary>
public enum PluginState
{
    /// <summary>Its manifest was found.</summary>
    Discovered,

    /// <summary>Nothing in the manifests speaks against it: what it requires is there.</summary>
    Validated,

    /// <summary>Its package is loaded.</summary>
    Loaded,

    /// <summary>It was made from its options.</summary>
    Initialized,

    /// <summary>It is starting.</summary>
    Starting,

    /// <summary>It works.</summary>
    Active,

    /// <summary>It works with limits, as it says itself.</summary>
    Degraded,

    /// <summary>It is stopping.</summary>
    Stopping,

    /// <summary>It has stopped, and can be started again.</summary>
    Stopped,

    /// <summary>It is gone from memory, and can be loaded again.</summary>
    Unloaded,

    /// <summary>The settings, or nobody's trust in its project, keep it from being loaded.</summary>
    Disabled,

    /// <summary>It failed, and can be tried again.</summary>
    Failed,
}
