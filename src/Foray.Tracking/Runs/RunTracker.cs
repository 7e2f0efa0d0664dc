using Foray.Sdk.Tracking;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Runs;

/// <summary>Tracks any number of runs in one spool. The spool stays its maker's, who disposes it after the last run has ended.</summary>
public sealed class RunTracker : IRunTracker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TrackedRun> _running = new(StringComparer.Ordinal);
    private readonly SpoolWriter _spool;
    private readonly IArtifactKeeper _artifacts;
    private readonly UnixClock _clock;

    /// <summary>A tracker without runs yet.</summary>
    /// <param name="spool">What it writes to.</param>
    /// <param name="artifacts">What keeps the contents of artifacts.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public RunTracker(SpoolWriter spool, IArtifactKeeper artifacts, TimeProvider? time = null)
    {
        (_spool, _artifacts) = (spool, artifacts);
        _clock = new UnixClock(time ?? TimeProvider.System);
    }

    /// <summary>Begins a run, or goes on with one of the same id: the same object while it has not ended.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">There is no room (FORAY316), or its id cannot be one (FORAY320).</exception>
    public TrackedRun Start(RunStart run)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrackedNames.CheckRunId(run.Id);
        if (run.Parent is { } parent)
            TrackedNames.CheckRunId(parent);
        lock (_gate)
        {
            if (_running.TryGetValue(run.Id, out var running))
                return running;
            var started = new TrackedRun(run, _spool, _artifacts, _clock, Forget);
            started.Begin();
            _running.Add(run.Id, started);
            return started;
        }
    }

    ITrackedRun IRunTracker.Start(RunStart run) => Start(run);

    private void Forget(TrackedRun run)
    {
        lock (_gate)
            _running.Remove(run.Start.Id);
    }
}
