using Foray.Sdk.Checks;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Software;

/// <summary>Software to install on machines. Installing twice gives what installing once gives; software that is there already is fine; other installers on the same machine are left alone.</summary>
[PluginKind("software")]
public interface ISoftware
{
    /// <summary>The machines that get it.</summary>
    LabelSelector Labels { get; }

    /// <summary>Rules in code; called where the plugin declares <see cref="PluginCapabilities.Checks"/>. Default: none.</summary>
    ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Installs on the context's machines and reports each.</summary>
    Task InstallAsync(IInstallContext context, CancellationToken cancellationToken);
}
