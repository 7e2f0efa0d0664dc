using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Foray.Docker.Engines;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Docker.Containers;

/// <summary>Makes, finds and removes the containers of machines. They are found by their label alone.</summary>
/// <param name="engine">The engine.</param>
/// <param name="owner">Whose containers are made, where nobody else knows of them; null for those of an experiment, which its journal knows.</param>
internal sealed class MachineContainers(Engine engine, string? owner = null)
{
    /// <summary>Label of a container that a job made for its tests; its value is the owner.</summary>
    public const string OwnerLabel = "foray.owner";

    /// <summary>Label of a container; its value is the machine's id.</summary>
    public const string MachineLabel = "foray.machine";

    /// <summary>Label of a container; its value is the machine's name.</summary>
    public const string NameLabel = "foray.name";

    // The init process in front of it passes signals on and takes up what others left.
    private const string StayUp = "trap 'exit 0' TERM INT; while :; do sleep 86400 & wait $!; done";
    private const int LongestHostName = 63;

    /// <summary>The machine's container; null where there is none.</summary>
    public async Task<ContainerInspectResponse?> FindAsync(MachineRecord machine, CancellationToken cancellationToken)
    {
        foreach (var found in await ListAsync(machine, cancellationToken))
        {
            if (await engine.FindAsync(client => client.Containers.InspectContainerAsync(found.ID, cancellationToken), refusal => Explain(machine, "looked at", refusal)) is { } container)
                return container;
        }

        return null;
    }

    /// <summary>Makes the machine's container where it is missing, and starts it where it does not run.</summary>
    public async Task EnsureAsync(MachineRecord machine, ContainerSpecification specification, ILogger logger, CancellationToken cancellationToken)
    {
        var networks = ContainerRecord.FromJson(machine.Data).Networks;
        var container = await FindAsync(machine, cancellationToken);
        if (container?.State?.Dead == true)
        {
            await RemoveAsync(machine, cancellationToken);
            container = null;
        }

        if (container is null)
        {
            await CreateAsync(machine, specification, networks, logger, cancellationToken);
            container = await FindAsync(machine, cancellationToken)
                ?? throw new DiagnosticException(Diagnostic.Error(EngineFailure.ContainerFailed, $"the container of machine '{machine.Name}' was removed while it was made", "see who removes containers there"));
        }

        foreach (var network in networks)
            await ConnectAsync(machine, container, network, cancellationToken);
        if (container.State?.Paused == true)
            await engine.AskAsync(client => client.Containers.UnpauseContainerAsync(container.ID, cancellationToken), refusal => Explain(machine, "resumed", refusal));
        else if (container.State?.Running != true)
            await engine.AskAsync(client => client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), cancellationToken), refusal => Explain(machine, "started", refusal));
    }

    /// <summary>Removes the machine's container with everything that runs in it; nothing there is fine.</summary>
    /// <returns>Names of the networks it was on.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(MachineRecord machine, CancellationToken cancellationToken)
    {
        List<string> networks = [];
        foreach (var container in await ListAsync(machine, cancellationToken))
        {
            networks.AddRange(container.NetworkSettings?.Networks?.Keys ?? []);
            await engine.FindAsync(
                async client =>
                {
                    await client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
                    return container;
                },
                refusal => Explain(machine, "removed", refusal));
        }

        return networks;
    }

    /// <summary>The machines of containers that have an owner, each with it.</summary>
    public async Task<IReadOnlyList<(MachineRecord Machine, string Owner)>> FindOwnedAsync(CancellationToken cancellationToken)
    {
        var found = await ListAsync(OwnerLabel, refusal => Diagnostic.Error(EngineFailure.ContainerFailed, $"containers of jobs could not be looked for: {EngineFailure.Reason(refusal)}"), cancellationToken);
        return [.. found.Where(container => container.Labels.ContainsKey(MachineLabel)).Select(container =>
            (new MachineRecord(container.Labels.TryGetValue(NameLabel, out var name) ? name : "", container.Labels[MachineLabel], [], ""), container.Labels[OwnerLabel]))];
    }

    private Task<IList<ContainerListResponse>> ListAsync(MachineRecord machine, CancellationToken cancellationToken) =>
        ListAsync($"{MachineLabel}={machine.Id}", refusal => Explain(machine, "looked for", refusal), cancellationToken);

    private Task<IList<ContainerListResponse>> ListAsync(string label, Func<DockerApiException, Diagnostic> explain, CancellationToken cancellationToken) =>
        engine.AskAsync(
            client => client.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } } },
                cancellationToken),
            explain);

    private async Task CreateAsync(
        MachineRecord machine, ContainerSpecification specification, IReadOnlyList<string> networks, ILogger logger, CancellationToken cancellationToken)
    {
        var record = ContainerRecord.FromJson(machine.Data);
        var parameters = new CreateContainerParameters
        {
            Name = record.Container,
            Image = specification.Image,
            Hostname = IsHostName(machine.Name) ? machine.Name : "",
            User = specification.User ?? "",
            Env = [.. (specification.Environment ?? []).Select(variable => $"{variable.Key}={variable.Value}")],
            Entrypoint = [.. specification.Command ?? ["/bin/sh", "-c", StayUp]],
            Labels = new Dictionary<string, string> { [MachineLabel] = machine.Id, [NameLabel] = machine.Name },
            HostConfig = new HostConfig
            {
                Init = true,
                Privileged = specification.Privileged,
                Memory = specification.Memory ?? 0,
                NanoCPUs = (long)Math.Round((specification.Cpus ?? 0) * 1e9),
                NetworkMode = networks.Count > 0 ? networks[0] : "default",
            },
        };
        if (owner is not null)
            parameters.Labels[OwnerLabel] = owner;
        // Older engines take one network here.
        if (networks.Count > 0)
            parameters.NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [networks[0]] = EndpointOf(machine) } };
        using var late = new LateCancellation(cancellationToken);
        var made = await engine.AskAsync(
            client => client.Containers.CreateContainerAsync(parameters, late.Token),
            refusal => refusal.StatusCode == HttpStatusCode.Conflict
                ? Diagnostic.Error(EngineFailure.ContainerFailed, $"a container '{record.Container}' that Foray did not make is in the way of machine '{machine.Name}'", "rename or remove it")
                : Explain(machine, "made", refusal));
        foreach (var warning in made.Warnings ?? [])
            logger.LogWarning("{Machine}: {Warning}", machine.Name, warning);
    }

    // A network that was removed and made anew has the old name and another id.
    private async Task ConnectAsync(MachineRecord machine, ContainerInspectResponse container, string network, CancellationToken cancellationToken)
    {
        Diagnostic Refused(DockerApiException refusal) => Explain(machine, $"connected to network '{network}'", refusal);
        var current = await engine.AskAsync(client => client.Networks.InspectNetworkAsync(network, cancellationToken), Refused);
        if (container.NetworkSettings?.Networks?.TryGetValue(network, out var endpoint) == true)
        {
            if (endpoint.NetworkID is null or "" || endpoint.NetworkID == current.ID)
                return;
            await engine.AskAsync(
                client => client.Networks.DisconnectNetworkAsync(network, new NetworkDisconnectParameters { Container = container.ID, Force = true }, cancellationToken), Refused);
        }

        await engine.AskAsync(
            client => client.Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = container.ID, EndpointConfig = EndpointOf(machine) }, cancellationToken), Refused);
    }

    private static EndpointSettings EndpointOf(MachineRecord machine) => new() { Aliases = [machine.Name] };

    private static bool IsHostName(string name) =>
        name.Length <= LongestHostName && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');

    private static Diagnostic Explain(MachineRecord machine, string purpose, DockerApiException refusal) =>
        Diagnostic.Error(EngineFailure.ContainerFailed, $"the container of machine '{machine.Name}' could not be {purpose}: {EngineFailure.Reason(refusal)}");
}
