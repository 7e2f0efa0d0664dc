using Foray.Deployments.Clusters;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Deployments.HTCondor;

/// <summary>The pools that all sections of a file describe.</summary>
internal sealed class Pool(IReadOnlyList<InstallSection> sections, string experimentFolder)
{
    private static readonly HTCondorRole[] OfPersonal = [HTCondorRole.CentralManager, HTCondorRole.Submit, HTCondorRole.Execute];

    /// <summary>Plans the pool of the central manager, whose machines are all asked.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">A machine cannot be reached, or two have one host name.</exception>
    public async Task<PoolPlan> PlanAsync(string id, CancellationToken cancellationToken)
    {
        var own = sections.Where(section => section.Section.Role<HTCondorRole>() is not (null or HTCondorRole.Personal)).ToList();
        var machines = own.SelectMany(section => section.Machines).Distinct().ToList();
        var nodes = await ClusterNode.AskAllAsync(machines, "HTCondor", id, cancellationToken);
        var members = new List<PoolMember>();
        foreach (var node in nodes)
        {
            var named = own.Where(section => section.Machines.Contains(node.Machine)).Select(section => section.Section).ToList();
            var lines = await ConfigurationLines.ReadAsync(named.ConfigFiles(), experimentFolder, cancellationToken);
            members.Add(new PoolMember(node.Machine, [.. named.Select(section => section.Role<HTCondorRole>()!.Value).Order()], AddressOf(node, nodes), lines));
        }

        return new PoolPlan(members, HasPassword: true);
    }

    /// <summary>Plans a pool for each of the machines of a personal section.</summary>
    public async Task<IReadOnlyList<PoolPlan>> PlanPersonalAsync(IReadOnlyList<IMachine> machines, InputPath? configFile, CancellationToken cancellationToken)
    {
        var lines = configFile is null ? "" : await ConfigurationLines.ReadAsync([configFile.Path], experimentFolder, cancellationToken);
        return [.. machines.Select(machine => new PoolPlan([new PoolMember(machine, OfPersonal, null, lines)], HasPassword: false))];
    }

    /// <summary>Where the others find a machine; null where there are no others.</summary>
    private static string? AddressOf(ClusterNode node, IReadOnlyList<ClusterNode> all) => all.Count == 1 ? null : node.OwnAddress(all) ?? node.HostName;
}
