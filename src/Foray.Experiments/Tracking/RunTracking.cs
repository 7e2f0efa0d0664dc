using System.Collections.Concurrent;
using Foray.Experiments.Events;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Running;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>Tracks a run and its rows. What cannot be kept is told once, and ends the tracking and not the run.</summary>
internal sealed class RunTracking : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long somebody waits who has interrupted the run.</summary>
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(2);

    private readonly ExperimentSession _session;
    private readonly IRunTracking _tracking;
    private readonly ITrackedRun _run;
    private readonly ConcurrentDictionary<Row, RowTracking> _rows = new();
    private readonly ConcurrentQueue<Task> _ends = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _live;
    private int _failed;

    private RunTracking(ExperimentSession session, IRunTracking tracking, ITrackedRun run, IReadOnlyList<PlannedCollector> collectors)
    {
        (_session, _tracking, _run) = (session, tracking, run);
        _live = new LiveReports(() => _rows.Values, session.Clock).FollowAsync(Tell, _stopping.Token);
        foreach (var (collector, machine) in collectors)
            tracking.Collect(run, collector, machine);
    }

    /// <summary>Begins to track a run; null where the host does not track, or cannot.</summary>
    /// <exception cref="DiagnosticException">A collector cannot measure what it is to measure, or a backend cannot be made.</exception>
    public static async Task<RunTracking?> BeginAsync(ExperimentSession session, MachinePool pool, string runId, DateTimeOffset started, CancellationToken cancellationToken)
    {
        if (session.OpenTracking is not { } open)
            return null;
        var collectors = CollectorPlan.Of(session, pool);
        var sinks = TrackedSinks.Of(session);
        try
        {
            var tracking = await open(new TrackingRequest(session.File.Name, session.Paths.Tracking, sinks, session.Events.Report), cancellationToken);
            var run = tracking.Tracker.Start(new RunStart(runId, session.File.Name, runId, started));
            foreach (var (name, value) in session.File.ResolvedVariables)
                run.Log(Parameter(session, runId, name, value));
            return new RunTracking(session, tracking, run, collectors);
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(AsWarning(diagnostic));
            return null;
        }
    }

    /// <summary>Notes that an attempt of a row has begun.</summary>
    public void Begin(Row row) => Guard(() => _rows.GetOrAdd(row, StartRow).Files.Clear());

    /// <summary>Keeps the files that a script of a row reported.</summary>
    public Task KeepArtifactsAsync(Row row, IMachine machine, string script, string workingFolder, CancellationToken cancellationToken) =>
        _rows.TryGetValue(row, out var tracked) ? GuardAsync(() => tracked.Files.KeepAsync(machine, script, workingFolder, cancellationToken)) : Task.CompletedTask;

    /// <summary>What completes the environment of a row's programs on this computer, so that they log to its run; null where it is not tracked.</summary>
    public Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? CompletionFor(Row row) =>
        _rows.TryGetValue(row, out var tracked) ? variables => _tracking.Complete(tracked.Run, variables) : null;

    /// <summary>Notes that a row has come to its end.</summary>
    public void End(Row row, RowOutcome outcome)
    {
        if (_rows.TryRemove(row, out var tracked))
            _ends.Enqueue(Task.Run(() => GuardAsync(() => tracked.FinishAsync(outcome, CancellationToken.None))));
    }

    /// <summary>Ends the run, and waits until what it reported is delivered.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="cancellationToken">Somebody does not want to wait so long.</param>
    /// <returns>What became of it, a line for each place.</returns>
    public async Task<IReadOnlyList<string>> FinishAsync(RowStatus status, CancellationToken cancellationToken)
    {
        await StopFollowingAsync();
        await Task.WhenAll(_ends);
        Guard(() => _run.End(status switch
        {
            RowStatus.Passed or RowStatus.Skipped => RunState.Finished,
            RowStatus.Interrupted => RunState.Killed,
            _ => RunState.Failed,
        }));
        using var deadline = new CancellationTokenSource(Patience, _session.Clock);
        await using var hurry = cancellationToken.Register(() => deadline.CancelAfter(Impatience));
        return await _tracking.StopAsync(waiting => _session.Events.Send(new RunDelivering(waiting)), deadline.Token);
    }

    /// <summary>Stops what goes on, also where the run had no end.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopFollowingAsync();
        await Task.WhenAll(_ends);
        using var deadline = new CancellationTokenSource(Impatience, _session.Clock);
        await _tracking.StopAsync(_ => { }, deadline.Token);
        _stopping.Dispose();
    }

    private RowTracking StartRow(Row row)
    {
        var id = $"{_run.Run}-{FileNames.Hash(row.Key, 12)}";
        var name = row.MachineName is { } machine ? $"{row.Case.Name} on {machine}" : row.Case.Name;
        var run = _tracking.Tracker.Start(new RunStart(id, _session.File.Name, name, _session.Clock.GetUtcNow()) { Parent = _run.Run });
        foreach (var (parameter, value) in row.Case.Parameters)
            run.Log(Parameter(_session, id, parameter, value));
        run.Log(new Metric(id, "foray.experiment", MetricType.Tag, _session.Clock.GetUtcNow()) { Text = row.Experiment });
        run.Log(new Metric(id, "foray.case", MetricType.Tag, _session.Clock.GetUtcNow()) { Text = TrackedName.Cut(row.Case.Name, 5000) });
        if (row.MachineName is not null)
            run.Log(new Metric(id, "foray.machine", MetricType.Tag, _session.Clock.GetUtcNow()) { Text = row.MachineName });
        return new RowTracking(row, run, new RowReports(run, _session.Clock), new ReportedFiles(row, run, _session.Events.Report));
    }

    private static Metric Parameter(ExperimentSession session, string run, string name, string value) =>
        new(run, TrackedName.Of(name), MetricType.Parameter, session.Clock.GetUtcNow()) { Text = TrackedName.Cut(session.Mask.Apply(value), 6000) };

    private async Task StopFollowingAsync()
    {
        if (!_stopping.IsCancellationRequested)
            await _stopping.CancelAsync();
        await _live;
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (DiagnosticException failure)
        {
            Tell(failure);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DiagnosticException failure)
        {
            Tell(failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Tell(new DiagnosticException(Diagnostic.Warning(ExperimentCodes.NotTracked, $"what a case reported is not tracked: {failure.Message}", "see that the output folder can be read")));
        }
    }

    private void Tell(DiagnosticException failure)
    {
        if (Interlocked.Exchange(ref _failed, 1) != 0)
            return;
        foreach (var diagnostic in failure.Diagnostics)
            _session.Events.Report(AsWarning(diagnostic));
    }

    private static Diagnostic AsWarning(Diagnostic diagnostic) => diagnostic with { Severity = Severity.Warning };
}
