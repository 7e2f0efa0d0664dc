using System.Text.Json.Nodes;
using Foray.Sdk.Ansible;
using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Software.Ollama;

/// <summary>Installs Ollama, starts its server, and gets models.</summary>
[Plugin("ollama")]
[RequiresTool(IAnsible.Program, Remedy = IAnsible.Remedy)]
public sealed class OllamaSoftware(OllamaSoftwareOptions options, IAnsible ansible) : ISoftware
{
    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        ansible.InstallAsync(
            new Playbook(PackageFile.PathOf(typeof(OllamaSoftware), "Ollama/main.yml"), context.Machines)
            {
                Timeout = options.Timeout,
                Variables = new JsonObject
                {
                    ["models"] = new JsonArray([.. options.Models.Select(model => (JsonNode)model)]),
                    ["server_environment"] = new JsonObject(options.Environment.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))),
                },
            },
            context,
            cancellationToken);
}
