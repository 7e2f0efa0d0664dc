namespace Foray.Plugins.Lifecycle;

/// <summary>Which state may follow which. The one place that says so.</summary>
public static class PluginTransitions
{
    private static readonly Dictionary<PluginState, PluginState[]> Table = new()
    {
        [PluginState.Discovered] = [PluginState.Validated, PluginState.Disabled, PluginState.Failed],
        [PluginState.Validated] = [PluginState.Loaded, PluginState.Failed],
        [PluginState.Loaded] = [PluginState.Initialized, PluginState.Unloaded, PluginState.Failed],
        [PluginState.Initialized] = [PluginState.Initialized, PluginState.Starting, PluginState.Unloaded, PluginState.Failed],
        [PluginState.Starting] = [PluginState.Active, PluginState.Failed],
        [PluginState.Active] = [PluginState.Degraded, PluginState.Stopping],
        [PluginState.Degraded] = [PluginState.Active, PluginState.Stopping],
        [PluginState.Stopping] = [PluginState.Stopped, PluginState.Failed],
        [PluginState.Stopped] = [PluginState.Initialized, PluginState.Starting, PluginState.Unloaded, PluginState.Failed],
        [PluginState.Unloaded] = [PluginState.Validated, PluginState.Failed],
        [PluginState.Disabled] = [],
        [PluginState.Failed] = [PluginState.Validated, PluginState.Unloaded, PluginState.Failed],
    };

    /// <summary>The states that may follow one.</summary>
    public static IReadOnlyList<PluginState> From(PluginState state) => Table[state];

    /// <summary>True where one state may follow another.</summary>
    public static bool Allows(PluginState from, PluginState to) => Table[from].Contains(to);
}
