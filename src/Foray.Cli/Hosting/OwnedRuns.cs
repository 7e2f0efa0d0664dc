using System.Collections.Concurrent;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Server;

namespace Foray.Cli.Hosting;

/// <summary>The runs that a tracker has begun. Their scripts may log to them through the store: what was told before they could know of it comes first there, and the tracker alone ends them.</summary>
internal sealed class OwnedRuns(Tracker tracker) : IRunTracker, IRunOwner
{
    /// <summary>The runs, and whether the store has what was told when they began.</summary>
    private readonly ConcurrentDictionary<string, bool> _runs = new(StringComparer.Ordinal);

    public ITrackedRun Start(RunStart run)
    {
        _runs.TryAdd(run.Id, false);
        return tracker.Start(run);
    }

    public bool Owns(string run) => _runs.ContainsKey(run);

    public async ValueTask SettleAsync(string run, CancellationToken cancellationToken)
    {
        if (!_runs.TryGetValue(run, out var isSettled) || isSettled)
            return;
        await tracker.SettleAsync(cancellationToken);
        _runs[run] = true;
    }
}
