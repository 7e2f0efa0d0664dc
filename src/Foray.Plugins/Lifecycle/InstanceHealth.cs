using Foray.Sdk.Plugins;

namespace Foray.Plugins.Lifecycle;

/// <summary>The health of one instance of a plugin: what it reports counts as long as the plugin has this instance and no other.</summary>
internal sealed class InstanceHealth(ManagedPlugin plugin) : IPluginHealth
{
    public void ReportDegraded(string reason) => plugin.Report(this, reason);

    public void ReportRecovered() => plugin.Report(this, null);
}
