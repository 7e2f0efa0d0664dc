using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Slurm;

/// <summary>Goes on with the job arrays of earlier runs, and puts all other rows into one of its own.</summary>
internal sealed class ArrayScheduler(SlurmRun slurm)
{
    private const string Interrupted = "the run was interrupted";

    private readonly List<SlurmRow> _rows = [.. slurm.Run.Cases.SelectMany(work => work.Rows).Select(row => new SlurmRow(row))];
    private readonly List<Diagnostic> _refusals = [];

    /// <summary>Runs all rows, and returns when nothing of them runs any more.</summary>
    /// <exception cref="DiagnosticException">Slurm did not take an array.</exception>
    public async Task RunAsync()
    {
        try
        {
            _rows.ForEach(row => row.Begin(slurm));
            var arrays = await AdoptAsync();
            var others = _rows.Except(arrays.SelectMany(array => array.Array.Wanted.Values)).ToList();
            await Task.WhenAll([.. arrays.Select(array => RunAsync(array)), .. others.Count == 0 ? (Task[])[] : [SubmitAsync(others)]]);
        }
        catch (OperationCanceledException) when (slurm.HasEnded)
        {
        }

        foreach (var row in _rows.Where(row => !row.HasEnded && slurm.IsInterrupted))
            row.End(slurm, new RowOutcome(RowStatus.Interrupted) { Message = Interrupted, Started = slurm.Time.GetUtcNow() });
        if (_refusals.Count > 0)
            throw new DiagnosticException(_refusals);
    }

    /// <summary>Finds the arrays of rows that an earlier run began, and ends what nobody wants any more.</summary>
    private async Task<IReadOnlyList<ArrayRun>> AdoptAsync()
    {
        var resumed = _rows.Where(row => row.IsResumed).ToDictionary(row => row.Row.Id);
        var text = await slurm.AskAsync(SlurmText.List, [("arrays", slurm.Arrays)], "", slurm.Token);
        var adopted = new List<ArrayRun>();
        foreach (var array in JobArray.Read(text, slurm.Arrays, resumed))
        {
            var run = new ArrayRun(slurm, array);
            if (await run.AdoptAsync())
                adopted.Add(run);
            else
                await run.DisposeAsync();
        }

        return adopted;
    }

    private async Task SubmitAsync(IReadOnlyList<SlurmRow> rows)
    {
        foreach (var row in rows.Where(row => row.IsResumed))
            await slurm.Machine.RemoveAsync(row.Row.Id, slurm.Token);
        await RunAsync(new ArrayRun(slurm, JobArray.Of(slurm.Arrays, rows)));
    }

    private async Task RunAsync(ArrayRun array)
    {
        await using var owned = array;
        try
        {
            await array.RunAsync();
            if (array.Refusal is { } refusal)
                _refusals.Add(refusal);
            if (array.Again.Count == 0 || slurm.HasEnded)
                return;
            slurm.Run.Logger.LogInformation("{Count} cases are tried again", array.Again.Count);
            foreach (var row in array.Again)
                row.Begin(slurm);
            await SubmitAsync(array.Again);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !slurm.HasEnded)
        {
            slurm.Abort(fault);
        }
    }
}
