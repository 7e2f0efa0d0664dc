using Foray.Plugins.Manifests;
using Foray.Sdk.Documents;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;

namespace Foray.Experiments.Provisioning;

/// <summary>Something to install.</summary>
/// <param name="Plugin">The plugin that does it.</param>
/// <param name="Key">Names the section for good: its content, not its position.</param>
/// <param name="Section">The section.</param>
/// <param name="Labels">The machines that get it.</param>
/// <param name="Order">Its turn among the steps of the same plugin, where those have one.</param>
/// <param name="Policy">How long it may take, and how often it is tried again.</param>
/// <param name="Install">Does it.</param>
internal sealed record InstallStep(
    PluginDescription Plugin,
    string Key,
    MappingNode Section,
    LabelSelector Labels,
    int Order,
    StepPolicy Policy,
    Func<IInstallContext, CancellationToken, Task> Install)
{
    /// <summary>Kind and name of the plugin, for people.</summary>
    public string Name => $"{Plugin.Kind} {Plugin.Name}";
}
