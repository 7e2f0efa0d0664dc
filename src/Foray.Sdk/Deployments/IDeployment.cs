using Foray.Sdk.Checks;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Deployments;

/// <summary>
/// A system of cooperating daemons on machines. Deploying twice gives what deploying once gives. All sections of one plugin are one system:
/// where one of them or one of their machines is new, all are deployed again.
/// </summary>
[PluginKind("deployment")]
public interface IDeployment
{
    /// <summary>The machines that take part.</summary>
    LabelSelector Labels { get; }

    /// <summary>Sections of one plugin are deployed in ascending order, those of the same order together. Default: 0.</summary>
    int Order => 0;

    /// <summary>Files of this computer that the deployment depends on: where their content changes, it is deployed again. Default: none.</summary>
    IReadOnlyList<InputPath> Files => [];

    /// <summary>Rules in code; called where the plugin declares <see cref="PluginCapabilities.Checks"/>. Default: none.</summary>
    ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Deploys on the context's machines and reports each.</summary>
    Task DeployAsync(IInstallContext context, CancellationToken cancellationToken);
}
