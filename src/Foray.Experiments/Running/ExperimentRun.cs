using System.Globalization;
using System.Diagnostics;
using Foray.Experiments.Events;
using Foray.Experiments.Provisioning;
using Foray.Experiments.State;
using Foray.Experiments.Tracing;
using Foray.Experiments.Tracking;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Running;

/// <summary>One experiment of one run: hands out its rows, and records the beginning and the one end of each.</summary>
internal sealed class ExperimentRun(
    ExperimentSession session,
    PlannedExperiment planned,
    MachinePool pool,
    string runId,
    IReadOnlyList<Row> pending,
    RunTracking? tracking) : IExperimentRun
{
    private readonly Lock _lock = new();

    public string Name => planned.Name;

    public string RunId => runId;

    public string ExperimentFolder => session.Paths.Folder;

    public IReadOnlyList<ICase> Cases { get; } = [.. pending
        .GroupBy(row => row.Case)
        .Select(group => new ExperimentCase(group.Key, [.. group]))
        .OrderBy(one => one.Rows.Any(row => row.Resumed) ? 0 : 1)];

    public IReadOnlyDictionary<string, IMachine> Machines => pool.ByName;

    public IReadOnlyDictionary<string, string> Variables => session.File.ResolvedVariables;

    public ILogger Logger { get; } = session.Events.Logger(planned.Name);

    public bool HasSecrets => session.Mask.HasValues;

    public string Mask(string text) => session.Mask.Apply(text);

    public bool MayReplace(string path) => !Path.Exists(path) || IsOwn(path, OutputStamp.Of(path));

    private bool IsOwn(string path, string stamp) => session.Store.Read(state => state.IsOwnOutput(path, stamp));

    public void ForgetOutput(string path) => session.Store.Add(new OutputMade(path, OutputStamp.NotOurs));

    public void RecordOutput(string path) => session.Store.Add(new OutputMade(path, OutputStamp.Of(path)));

    public IReadOnlyList<InputFile> ListInput(string? path) => session.Inputs.List(path);

    public void Begin(IRow row, IMachine machine)
    {
        var own = (Row)row;
        lock (_lock)
        {
            if (own.Outcome is not null)
                throw new InvalidOperationException($"'{own.Describe()}' has ended before");
            (own.Machine, own.MachineName) = (machine, machine.Name);
            SetFolders(own, machine.Name);
            if (own.Interrupted is { } interrupted && !own.HasBegun)
                (own.Id, own.Attempt) = (interrupted.Id, interrupted.Attempt);
            else
            {
                own.Interrupted = null;
                own.Attempt++;
                own.Id = $"cases/{FileNames.Hash(own.Key + own.Fingerprint, 10)}-{own.Attempt.ToString(CultureInfo.InvariantCulture)}";
                session.Store.Add(new RowBegan(own.Key, own.Fingerprint, own.Id, own.Attempt, machine.Name, pool.IdOf(machine.Name), runId));
            }

            own.HasBegun = true;
            own.Span ??= Spans.Begin($"case {own.Case.Name}");
            own.Span?.SetTag("foray.experiment", Name).SetTag("foray.case", own.Case.Name).SetTag("foray.machine", machine.Name).SetTag("foray.attempts", own.Attempt);
        }

        Directory.CreateDirectory(own.Folder);
        tracking?.Begin(own);
        own.Completion = pool.IsHere(machine.Name) ? tracking?.CompletionFor(own) : null;
        session.Events.Send(new RowStarted(Name, own.Case.Name, machine.Name, own.Attempt));
    }

    public Task KeepArtifactsAsync(IRow row, IMachine machine, string script, string workingFolder, CancellationToken cancellationToken) =>
        tracking?.KeepArtifactsAsync((Row)row, machine, script, workingFolder, cancellationToken) ?? Task.CompletedTask;

    public void End(IRow row, RowOutcome outcome)
    {
        var own = (Row)row;
        lock (_lock)
        {
            if (own.Outcome is not null)
                throw new InvalidOperationException($"'{own.Describe()}' has ended before");
            outcome = outcome with { Message = outcome.Message is null ? null : session.Mask.Apply(outcome.Message) };
            own.Outcome = outcome;
            if (own.HasBegun)
                session.Store.Add(new RowEnded(own.Key, own.Fingerprint, own.Id, own.MachineName!, runId, RelativeFolder(own), outcome));
        }

        EndSpan(own, outcome);
        tracking?.End(own, outcome);
        session.Events.Send(new RowFinished(RowResults.Of(own, runId, RelativeFolder(own)), IsReused: false));
    }

    private static void EndSpan(Row row, RowOutcome outcome)
    {
        row.Span?.SetTag("foray.status", outcome.Status.ToString());
        if (outcome.Status != RowStatus.Passed)
            row.Span?.SetStatus(ActivityStatusCode.Error, outcome.Message);
        row.Span?.Dispose();
        row.Span = null;
    }

    /// <summary>Folder of a row below the output folder; what a row that never began would have had is empty.</summary>
    public string RelativeFolder(Row row) =>
        row.Folder.Length == 0 ? "" : Path.GetRelativePath(session.Paths.Output, row.Folder);

    private void SetFolders(Row row, string machine)
    {
        var run = session.Paths.Run(runId);
        var name = FileNames.From(row.Case.Name);
        row.Folder = Path.Combine(run, "cases", FileNames.From(Name), name, FileNames.From(machine));
        var outputs = Path.Combine(run, "outputs", FileNames.From(machine));
        if (planned.SharesOutputs)
            outputs = Path.Combine(outputs, FileNames.From(Name));
        row.OutputFolder = planned.HasSeveralCases ? Path.Combine(outputs, name) : outputs;
    }
}
