using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Fixtures.Greeter;

/// <summary>A program that greets, installed by a real playbook.</summary>
[Plugin("greeter")]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class GreeterSoftware(GreeterOptions options, IAnsible ansible) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        ansible.InstallAsync(
            new Playbook(PackageFile.PathOf(typeof(GreeterSoftware), "Greeter/main.yml"), context.Machines)
            {
                Variables = new JsonObject { ["greeting"] = options.Text, ["awaited"] = options.WaitFor ?? "" },
                Timeout = options.Timeout,
            },
            context,
            cancellationToken);
}
