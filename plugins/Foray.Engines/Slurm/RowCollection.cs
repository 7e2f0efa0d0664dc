using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Slurm;

/// <summary>Brings back what a task left, and makes the row's outcome of it.</summary>
internal sealed class RowCollection(SlurmRun slurm, SlurmRow row)
{
    private readonly OrderedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private readonly List<ScriptResult> _scripts = [];

    /// <summary>Collects a row.</summary>
    /// <param name="verdict">What became of the task.</param>
    /// <param name="end">Its record; null where it left none.</param>
    /// <param name="elsewhere">When it started and how long it ran, where somebody knows without its record.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<RowOutcome> CollectAsync(TaskVerdict verdict, TaskEnd? end, AccountedTask? elsewhere, CancellationToken cancellationToken)
    {
        verdict = await FetchAsync(verdict, end, cancellationToken);
        for (var i = 0; i < slurm.ScriptNames.Count; i++)
            Read(slurm.ScriptNames[i], i < end?.Scripts.Count ? end.Scripts[i] : null, verdict.Status);
        var started = end is { Scripts.Count: > 0 } ? end.Scripts[0].Started : elsewhere?.Started ?? slurm.Time.GetUtcNow();
        return new RowOutcome(verdict.Status)
        {
            ExitCode = verdict.ExitCode,
            Started = started,
            Elapsed = end is null ? elsewhere?.Elapsed ?? TimeSpan.Zero : end.Scripts.Aggregate(TimeSpan.Zero, (sum, script) => sum + script.Elapsed),
            Message = verdict.Message,
            Metrics = _metrics,
            Scripts = _scripts,
        };
    }

    /// <summary>Removes what an attempt left anywhere, so that another can begin.</summary>
    public void Discard()
    {
        slurm.Outputs.Discard(row.Row);
        foreach (var name in slurm.ScriptNames)
            if (Path.Combine(row.Row.Folder, name) is var folder && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }

    private async Task<TaskVerdict> FetchAsync(TaskVerdict verdict, TaskEnd? end, CancellationToken cancellationToken)
    {
        try
        {
            if (row.IsResumed)
                slurm.Outputs.Discard(row.Row);
            if (end is { Scripts.Count: 0 })
                return verdict;
            await slurm.Machine.GetAsync($"{row.Row.Id}/out", row.Row.Folder, cancellationToken);
            if (verdict.Status == RowStatus.Interrupted)
                return verdict;
            foreach (var name in slurm.ScriptNames)
                await slurm.Run.KeepArtifactsAsync(row.Row, slurm.Machine, name, $"{row.Row.Id}/work", cancellationToken);
            var problem = await slurm.Outputs.FetchAsync(row.Row, slurm.Machine, $"{row.Row.Id}/work", cancellationToken);
            return problem is not null && verdict.Status == RowStatus.Passed ? new TaskVerdict(RowStatus.Failed, problem, null) : verdict;
        }
        catch (DiagnosticException error)
        {
            return verdict.Status == RowStatus.Passed ? new TaskVerdict(RowStatus.Failed, error.Reason(), null) : verdict;
        }
    }

    /// <summary>A script without a record ran when its task was ended, or never did.</summary>
    private void Read(string name, ScriptTimes? times, RowStatus status)
    {
        var left = new ScriptFolder(Path.Combine(row.Row.Folder, name));
        if (times is null && !left.Exists)
            return;
        var own = times?.ExitCode == 0 ? RowStatus.Passed : status == RowStatus.Passed ? RowStatus.Failed : status;
        var result = new ScriptResult(name, own, times?.ExitCode, times?.Started ?? slurm.Time.GetUtcNow(), times?.Elapsed ?? TimeSpan.Zero);
        left.Record(result);
        _scripts.Add(result);
        if (slurm.Run.HasSecrets)
            left.Mask(slurm.Run.Mask);
        var metrics = left.ReadMetrics(out var unreadable);
        foreach (var metric in metrics)
            _metrics[metric.Name] = metric.Value;
        if (unreadable.Count > 0)
            slurm.Run.Logger.LogWarning("{Case}: lines {Lines} of its metrics are neither name=value nor a JSON object of numbers",
                row.Row.Case.Name, string.Join(", ", unreadable));
    }
}
