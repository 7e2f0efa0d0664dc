using Foray.Plugins;
using Foray.Sdk.Diagnostics;

namespace Foray.Jobs.Running;

/// <summary>Tells what is wrong with one plugin among others from what is wrong with what was asked for.</summary>
internal static class PluginFaults
{
    /// <summary>True where a plugin failed, or its package cannot be used.</summary>
    public static bool Is(Diagnostic problem) => problem.Code is PluginCodes.Fault or PluginCodes.BadPackage or PluginCodes.NewerSdk
        or PluginCodes.MissingDependency or PluginCodes.UnusableFile or PluginCodes.FalseManifest or PluginCodes.MissingContracts or PluginCodes.TooSlow;
}
