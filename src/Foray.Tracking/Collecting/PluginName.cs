using System.Reflection;
using Foray.Sdk.Plugins;

namespace Foray.Tracking.Collecting;

/// <summary>Names of plugins that a program has made itself.</summary>
internal static class PluginName
{
    /// <summary>The name that the plugin's class was given, or else that of the class.</summary>
    public static string Of(object plugin) => plugin.GetType().GetCustomAttribute<PluginAttribute>()?.Name ?? plugin.GetType().Name;
}
