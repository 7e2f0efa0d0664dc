using Foray.Sdk.Diagnostics;
using Orleans.Runtime.Placement;

namespace Foray.Stations.Cluster;

/// <summary>Finds the station that a grain belongs to. While it is away the grain is nowhere.</summary>
internal sealed class StationPlacementDirector(ISiloStatusOracle silos) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var station = StationOf(target.GrainIdentity.Key.ToString()!);
        // Of two with one name, the older one has ended and the cluster does not know it yet.
        var silo = context.GetCompatibleSilos(target)
            .Where(silo => silos.TryGetSiloName(silo, out var name) && name == station)
            .MaxBy(silo => silo.Generation);
        return silo is null ? throw new DiagnosticException(ClusterStations.Away(station)) : Task.FromResult(silo);
    }

    private static string StationOf(string key) => key.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? key[..end] : key;
}
