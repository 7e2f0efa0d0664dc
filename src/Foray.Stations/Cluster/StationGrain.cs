using Orleans.Concurrency;

namespace Foray.Stations.Cluster;

/// <summary>Hands requests of other stations to the parts of this one.</summary>
[OnStation]
[Reentrant]
internal sealed class StationGrain(StationParts parts) : Grain, IStationGrain
{
    public Task<StationReply> AskAsync(string part, byte[] request, CancellationToken cancellationToken) =>
        StationReply.OfAsync(() => parts.Get(part).AnswerAsync(request, cancellationToken));
}
