namespace Foray.Sdk.Plugins;

/// <summary>Capabilities that Foray knows. A plugin may declare others for its own consumers.</summary>
public static class PluginCapabilities
{
    /// <summary>The plugin has rules in code: <c>check</c> loads it and calls its <c>CheckAsync</c>.</summary>
    public const string Checks = "checks";

    /// <summary>Machines of this site are this computer itself, so that what they lack can be seen before anything is up.</summary>
    public const string ThisComputer = "this_computer";

    /// <summary>A file may name the plugin in one section, and not in several.</summary>
    public const string OncePerFile = "once_per_file";
}
