using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Software.Docker;

/// <summary>Installs Docker's engine and starts it.</summary>
[Plugin("docker", Capabilities = [PluginCapabilities.Checks])]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class DockerSoftware(DockerSoftwareOptions options, IAnsible ansible) : ISoftware
{
    /// <summary>A container cannot run Docker's engine.</summary>
    public const string InContainer = "FORAY296";

    private const string ContainerSite = "docker";

    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        foreach (var machine in context.Select(options.Labels).Where(machine => machine.Site == ContainerSite))
            context.Report(Diagnostic.Error(InContainer, $"Docker cannot be installed on '{machine.Name}', which is a container itself",
                "give Docker labels of machines of another site"));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        ansible.InstallAsync(
            new Playbook(PackageFile.PathOf(typeof(DockerSoftware), "Docker/main.yml"), context.Machines) { Variables = new JsonObject { ["wanted_version"] = options.Version ?? "" } },
            context,
            cancellationToken);
}
