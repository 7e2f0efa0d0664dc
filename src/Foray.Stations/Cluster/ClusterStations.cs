using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace Foray.Stations.Cluster;

/// <summary>The stations of the cluster as Orleans knows them.</summary>
internal sealed class ClusterStations(string own, IGrainFactory grains, IClusterMembershipService membership, StationParts parts) : IStations
{
    public string Own => own;

    /// <summary>Why a station does not answer.</summary>
    public static Diagnostic Away(string station) =>
        Diagnostic.Error(StationCodes.Away, $"the station '{station}' is away", "see that it runs and is in the same cluster; what belongs to it waits for it");

    public async Task<IReadOnlyList<StationMember>> ListAsync(CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(Names().Select(name => DescribeAsync(name, cancellationToken)));
        return [.. asked.OfType<StationMember>()];
    }

    public async Task<byte[]> AskAsync(string station, string part, byte[] request, CancellationToken cancellationToken)
    {
        if (station == own)
            return await parts.Get(part).AnswerAsync(request, cancellationToken);
        return await ReachAsync(station, async () => (await grains.GetGrain<IStationGrain>(station).AskAsync(part, request, cancellationToken)).Read());
    }

    /// <summary>Calls a grain that lives at a station.</summary>
    /// <exception cref="DiagnosticException">The station is away.</exception>
    public async Task<T> ReachAsync<T>(string station, Func<Task<T>> call)
    {
        if (!await IsThereAsync(station))
            throw new DiagnosticException(Away(station));
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or ObjectDisposedException)
        {
            throw new DiagnosticException(Away(station), exception);
        }
    }

    /// <summary>Names of the stations that are there.</summary>
    public IReadOnlyList<string> Names() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(silo => silo.Status == SiloStatus.Active)
            .Select(silo => silo.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>One that has just joined is not known here yet: the cluster's store is asked before it counts as away.</summary>
    private async Task<bool> IsThereAsync(string station)
    {
        if (Names().Contains(station))
            return true;
        try
        {
            await membership.Refresh();
        }
        catch (Exception exception) when (exception is RedisException or RedisClusteringException or TimeoutException or OrleansException or ObjectDisposedException)
        {
            // The store is away too: what is known has to do.
        }

        return Names().Contains(station);
    }

    // One that ends at this moment is not there any more.
    private async Task<StationMember?> DescribeAsync(string station, CancellationToken cancellationToken)
    {
        try
        {
            using var description = JsonDocument.Parse(await AskAsync(station, StationPage.PartName, [], cancellationToken));
            return new StationMember(station, new Uri(description.RootElement.GetProperty("url").GetString()!));
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
