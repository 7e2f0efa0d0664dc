using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Collecting;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Runs;

/// <summary>Tracks any number of runs in one spool. The spool stays its maker's, who disposes it after the last run has ended.</summary>
public sealed class RunTracker : IRunTracker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TrackedRun> _running = new(StringComparer.Ordinal);
    private readonly List<CollectionReport> _collections = [];
    private readonly SpoolWriter _spool;
    private readonly IArtifactKeeper _artifacts;
    private readonly TimeProvider _time;
    private readonly UnixClock _clock;
    private readonly Action<Diagnostic> _tell;

    /// <summary>A tracker without runs yet.</summary>
    /// <param name="spool">What it writes to.</param>
    /// <param name="artifacts">What keeps the contents of artifacts.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="tell">Told what fails of collectors and integrations. Default: nobody.</param>
    public RunTracker(SpoolWriter spool, IArtifactKeeper artifacts, TimeProvider? time = null, Action<Diagnostic>? tell = null)
    {
        (_spool, _artifacts, _time, _tell) = (spool, artifacts, time ?? TimeProvider.System, tell ?? (_ => { }));
        _clock = new UnixClock(_time);
    }

    /// <summary>What became of the collectors' measurements: first for runs that have ended, in the order of their ends.</summary>
    internal IReadOnlyList<CollectionReport> Collections
    {
        get
        {
            lock (_gate)
                return [.. _collections, .. _running.Values.SelectMany(run => run.Sources.Reports)];
        }
    }

    /// <summary>Begins a run, or goes on with one of the same id: the same object while it has not ended.</summary>
    /// <exception cref="DiagnosticException">There is no room (FORAY316), or its id cannot be one (FORAY320).</exception>
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
            var started = new TrackedRun(run, _spool, _artifacts, _clock, new RunSources(_time, _tell), Forget);
            started.Begin();
            _running.Add(run.Id, started);
            return started;
        }
    }

    ITrackedRun IRunTracker.Start(RunStart run) => Start(run);

    /// <summary>Stops what reports by itself to runs that have no end yet.</summary>
    internal Task StopSourcesAsync()
    {
        lock (_gate)
            return Task.WhenAll(_running.Values.Select(run => run.Sources.StopAsync()));
    }

    private void Forget(TrackedRun run)
    {
        lock (_gate)
        {
            _running.Remove(run.Start.Id);
            _collections.AddRange(run.Sources.Reports);
        }
    }
}
