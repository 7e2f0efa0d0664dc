using Foray.Stations.Cluster;
using Orleans.Concurrency;

namespace Foray.Bench.Stations;

[OnStation]
[Reentrant]
internal sealed class EmptyGrain : Grain, IEmptyGrain
{
    public Task NothingAsync() => Task.CompletedTask;
}
