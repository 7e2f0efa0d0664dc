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
/// <param name="Install">Does it.</param>
internal sealed record InstallStep(PluginDescription Plugin, string Key, MappingNode Section, LabelSelector Labels, Func<IInstallContext, CancellationToken, Task> Install);
