using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet.Models;
using Foray.Docker.Containers;
using Foray.Docker.Engines;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;

namespace Foray.Docker.Networks;

/// <summary>Makes and removes networks between machines. One without Foray's label is never touched.</summary>
internal sealed class MachineNetworks(Engine engine)
{
    /// <summary>Label of a network; its value is the network's name.</summary>
    public const string NetworkLabel = "foray.network";

    /// <summary>Name of an experiment's network, which is the same at every <c>up</c> and another one for every experiment, also on other computers that use the engine.</summary>
    public static string NameOf(NetworkSpecification network, string stateFolder)
    {
        var experiment = $"{ThisComputer.Describe()}\n{Path.GetFullPath(stateFolder)}";
        var key = $"{experiment}\n{string.Join(' ', network.Labels)}\n{network.Cidr}\n{network.Number}";
        return $"foray-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6))}";
    }

    /// <summary>Makes a network where it is missing.</summary>
    /// <returns>Why there is none; null where it is there.</returns>
    public async Task<Diagnostic?> EnsureAsync(string name, NetworkSpecification network, CancellationToken cancellationToken)
    {
        var words = $"the network of '{string.Join(", ", network.Labels)}'{(network.Cidr is null ? "" : $" with the range {network.Cidr}")}";
        try
        {
            if (await FindAsync(name, cancellationToken) is { } found)
                return IsOurs(found, name) ? null : Diagnostic.Error(EngineFailure.NetworkFailed, $"a network '{name}' that Foray did not make is in the way of {words}", "rename or remove it");
            using var late = new LateCancellation(cancellationToken);
            await engine.AskAsync(client => client.Networks.CreateNetworkAsync(ParametersOf(name, network), late.Token), refusal => Explain(words, EngineFailure.Reason(refusal)));
            return null;
        }
        catch (DiagnosticException exception)
        {
            return exception.Diagnostics[0];
        }
    }

    /// <summary>Removes a network that is Foray's and that no container is on any more; nothing there is fine.</summary>
    public async Task RemoveUnusedAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } network || !IsOurs(network, name) || await IsUsedAsync(network, cancellationToken))
            return;
        await engine.FindAsync(
            async client =>
            {
                await client.Networks.DeleteNetworkAsync(network.ID, cancellationToken);
                return network;
            },
            refusal => Diagnostic.Error(EngineFailure.NetworkFailed, $"network '{name}' could not be removed: {EngineFailure.Reason(refusal)}", "run 'foray down' again"));
    }

    private Task<NetworkResponse?> FindAsync(string name, CancellationToken cancellationToken) =>
        engine.FindAsync(client => client.Networks.InspectNetworkAsync(name, cancellationToken), refusal => Explain($"network '{name}'", EngineFailure.Reason(refusal)));

    // A network itself tells of running containers alone.
    private async Task<bool> IsUsedAsync(NetworkResponse network, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["network"] = new Dictionary<string, bool> { [network.ID] = true } };
        var containers = await engine.AskAsync(
            client => client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, cancellationToken),
            refusal => Explain($"network '{network.Name}'", EngineFailure.Reason(refusal)));
        return containers.Count > 0 || network.Containers is { Count: > 0 };
    }

    private static bool IsOurs(NetworkResponse network, string name) =>
        network.Name == name && network.Labels is { } labels && labels.TryGetValue(NetworkLabel, out var label) && label == name;

    private static NetworksCreateParameters ParametersOf(string name, NetworkSpecification network)
    {
        var parameters = new NetworksCreateParameters { Name = name, Driver = "bridge", Labels = new Dictionary<string, string> { [NetworkLabel] = name } };
        if (network.Cidr is { } cidr && Cidr.TryParse(cidr, out var range))
        {
            parameters.IPAM = new IPAM { Config = [new IPAMConfig { Subnet = cidr }] };
            parameters.EnableIPv6 = range.Address.AddressFamily == AddressFamily.InterNetworkV6 ? true : null;
        }

        return parameters;
    }

    private static Diagnostic Explain(string words, string reason)
    {
        var overlaps = reason.Contains("overlap", StringComparison.OrdinalIgnoreCase);
        return Diagnostic.Error(
            EngineFailure.NetworkFailed, $"{words} could not be made: {reason}",
            overlaps ? "choose a 'cidr' that no other network of the engine's host has (docker network ls, ip route), or leave it out" : null);
    }
}
