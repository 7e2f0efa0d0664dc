using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Software.Apptainer;

/// <summary>Installs Apptainer.</summary>
[Plugin("apptainer")]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class ApptainerSoftware(ApptainerSoftwareOptions options, IAnsible ansible) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        ansible.InstallAsync(
            new Playbook(PackageFile.PathOf(typeof(ApptainerSoftware), "Apptainer/main.yml"), context.Machines) { Variables = new JsonObject { ["wanted_version"] = options.Version ?? "" } },
            context,
            cancellationToken);
}
