using Foray.Experiments.Events;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Results;
using Foray.Experiments.State;
using Foray.Experiments.Tracing;
using Foray.Experiments.Tracking;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Hooks;
using Foray.Sdk.Results;
using Foray.Storage;

namespace Foray.Experiments.Running;

/// <summary>Runs the experiments of a file, in order, and writes what came of them.</summary>
internal sealed class RunExecution(ExperimentSession session, IReadOnlyList<PlannedExperiment> experiments, bool force) : IAsyncDisposable
{
    private readonly string _id = RunId.New(session.Clock);
    private readonly DateTimeOffset _started = session.Clock.GetUtcNow();
    private MachinePool _pool = new([]);
    private RunTracking? _tracking;
    private bool _hasBegun;

    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        LatestLink.Check(session.Paths);
        var folder = Directory.CreateDirectory(session.Paths.Run(_id)).FullName;
        session.Events.LogTo(Path.Combine(folder, "foray.log"));
        session.Store.Add(new RunBegan(_id, session.File.Name, _started, Environment.ProcessId));
        LatestLink.PointTo(session.Paths, _id);
        var manifest = new ManifestWriter(session, _id, _started);
        await RunAsync(manifest, folder, cancellationToken);
        return await FinishAsync(manifest, folder, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tracking is not null)
            await _tracking.DisposeAsync();
        await _pool.DisposeAsync();
    }

    private async Task RunAsync(ManifestWriter manifest, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await RunExperimentsAsync(manifest, folder, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic);
            GiveUp(RowStatus.Failed, failure.Diagnostics[0].Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            GiveUp(RowStatus.Interrupted, "the run was interrupted before it began");
        }
    }

    private async Task RunExperimentsAsync(ManifestWriter manifest, string folder, CancellationToken cancellationToken)
    {
        var needsMachines = session.Store.State.OpenRows.Count > 0 || experiments.Any(experiment => experiment.Pending.Count > 0);
        if (needsMachines)
            _pool = await MachineSetup.UpAsync(session, experiments, force, cancellationToken);
        await new Recovery(session, _pool, _id).RunAsync(experiments, cancellationToken);
        await manifest.BeginAsync(experiments, _pool, cancellationToken);
        Announce(folder);
        if (experiments.Any(experiment => experiment.Pending.Count > 0))
        {
            _hasBegun = true;
            _tracking = await RunTracking.BeginAsync(session, _pool, _id, _started, cancellationToken);
            await session.Hooks.RunAsync(HookPoint.BeforeRun, _pool, new HookRun(_id, folder, null), cancellationToken);
        }

        foreach (var experiment in experiments)
            await Spans.InAsync($"experiment {experiment.Name}", async _ =>
            {
                await RunAsync(experiment, _pool, cancellationToken);
                return experiment;
            });
    }

    /// <summary>It did not come to running anything: every row says why, and stays what it was in the journal.</summary>
    private void GiveUp(RowStatus status, string reason)
    {
        foreach (var row in experiments.SelectMany(experiment => experiment.Rows).Where(row => row.Outcome is null))
            row.Outcome = new RowOutcome(status) { Message = reason, Started = session.Clock.GetUtcNow(), Attempts = 0 };
    }

    private void Announce(string folder)
    {
        var rows = experiments.SelectMany(experiment => experiment.Rows).ToList();
        session.Events.Send(new RunPlanned(_id, folder, rows.Count, rows.Count(row => row.Reused is not null), rows.Count(row => row.Resumed)));
        foreach (var row in rows.Where(row => row.Reused is not null))
            session.Events.Send(new RowFinished(RowResults.Of(row, _id, ""), IsReused: true));
    }

    private async Task RunAsync(PlannedExperiment experiment, MachinePool pool, CancellationToken cancellationToken)
    {
        var pending = experiment.Pending;
        if (pending.Count == 0)
            return;
        var run = new ExperimentRun(session, experiment, pool, _id, pending, _tracking);
        var reason = "the run was interrupted before it began";
        var status = RowStatus.Interrupted;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await experiment.Experiment.RunAsync(run, cancellationToken);
            if (!cancellationToken.IsCancellationRequested)
                (status, reason) = (RowStatus.Failed, "the experiment ended without a result for it");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The rows below say so.
        }
        catch (DiagnosticException failure)
        {
            (status, reason) = (RowStatus.Failed, failure.Diagnostics[0].Message);
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic);
        }
        catch (Exception error)
        {
            var problem = error is IOException or UnauthorizedAccessException
                ? Diagnostic.Error(ExperimentCodes.CannotKeep, $"experiment '{experiment.Name}' cannot keep what it leaves: {error.Message}", "free some space, or make the output folder writable")
                : PluginLoader.Fault(experiment.Section.Plugin, "failed while it ran", error).Diagnostics[0];
            (status, reason) = (RowStatus.Failed, problem.Message);
            session.Events.Report(problem);
        }

        foreach (var row in pending.Where(row => row.Outcome is null))
            await EndAsync(run, row, new RowOutcome(status) { Message = reason, Started = session.Clock.GetUtcNow(), Attempts = row.HasBegun ? 1 : 0 });
    }

    /// <summary>Whatever the plugin did, every row has an end, and nothing of it runs on.</summary>
    private async Task EndAsync(ExperimentRun run, Row row, RowOutcome outcome)
    {
        try
        {
            if (row.HasBegun)
                await row.Machine!.RemoveAsync(row.Id, CancellationToken.None);
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic);
        }

        run.End(row, outcome);
    }

    private async Task<RunReport> FinishAsync(ManifestWriter manifest, string folder, CancellationToken cancellationToken)
    {
        var rows = experiments.SelectMany(experiment => experiment.Rows).ToList();
        var status = rows.Count == 0 ? RowStatus.Passed : rows.Max(row => row.Outcome!.Status);
        var ended = session.Clock.GetUtcNow();
        if (_tracking is not null && await _tracking.FinishAsync(status, cancellationToken) is { Count: > 0 } lines)
            session.Events.Send(new RunTracked(lines));
        var results = new RunResults(_id, session.File.Name, status, _started, ended, session.Paths.Output,
            [.. rows.Select(row => RowResults.Of(row, _id, row.Folder.Length == 0 ? "" : Path.GetRelativePath(session.Paths.Output, row.Folder)))]);
        // What is finished is kept, also when the run is interrupted: nothing below can be cancelled.
        await new ResultFiles(session.Scope, session.Events).WriteAsync(results, folder, CancellationToken.None);
        await manifest.EndAsync(experiments, status, ended);
        session.Store.Add(new RunEnded(_id, status, ended), Durability.Disk);
        if (_hasBegun && !cancellationToken.IsCancellationRequested)
            await CloseAsync(new HookRun(_id, folder, status), cancellationToken);
        return new RunReport(session.Events.Diagnostics) { Results = results, Folder = folder, Interrupted = cancellationToken.IsCancellationRequested };
    }

    /// <summary>The run has its results already: a hook that fails is told, and changes nothing of them.</summary>
    private async Task CloseAsync(HookRun run, CancellationToken cancellationToken)
    {
        try
        {
            await session.Hooks.RunAsync(HookPoint.AfterRun, _pool, run, cancellationToken);
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                session.Events.Report(diagnostic);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The report says that it was interrupted.
        }
    }
}
