using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Shell;

/// <summary>Runs the rows of one case, script by script, until it passes or there are no attempts left.</summary>
internal sealed class CaseRunner(ShellRun shell, ICase work, IMachine? machine)
{
    private readonly List<RowRunner> _rows =
        [.. work.Rows.Select(row => new RowRunner(shell, row, row.Machine ?? machine ?? throw new InvalidOperationException($"Case '{work.Plan.Name}' has no machine.")))];

    public async Task RunAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            foreach (var row in _rows)
                row.Begin();
            await RunAttemptAsync();
            var again = attempt <= shell.Options.Retries && !shell.HasEnded
                && _rows.Exists(row => row.Status is RowStatus.Failed or RowStatus.TimedOut)
                && await WaitAsync(attempt);
            await EndAsync(again ? _rows.FindAll(row => row.Status == RowStatus.Passed) : _rows);
            if (!again)
                return;
            _rows.RemoveAll(row => row.Status == RowStatus.Passed);
            await ForEachAsync(_rows, row => row.DiscardAsync());
        }
    }

    /// <returns>False where the run ended meanwhile: then it stays at what there is.</returns>
    private async Task<bool> WaitAsync(int attempt)
    {
        var wait = Backoff.WaitAfter(shell.Options.Backoff, attempt);
        if (wait == TimeSpan.Zero)
            return true;
        shell.Run.Logger.LogInformation("{Case} did not pass; attempt {Attempt} of {Attempts} begins in {Wait}", work.Plan.Name, attempt + 1, shell.Options.Retries + 1, Duration.Format(wait));
        await Task.Delay(wait, shell.Time, shell.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !shell.HasEnded;
    }

    private async Task RunAttemptAsync()
    {
        await ForEachAsync(_rows, row => row.PrepareAsync());
        using (var clock = new AttemptClock(shell.Options.Timeout, shell.Time, shell.Token))
        {
            for (var i = 0; i < shell.Options.Scripts.Count; i++)
                await RunScriptAsync(i, clock);
        }

        await ForEachAsync(_rows, row => row.FetchOutputsAsync());
    }

    private async Task RunScriptAsync(int index, AttemptClock clock)
    {
        var rows = _rows.FindAll(row => row.Runs(index));
        if (_rows.Find(row => row.Status != RowStatus.Passed) is { } culprit)
            rows.ForEach(row => row.Skip(index, culprit));
        else
            await ForEachAsync(rows, row => row.RunScriptAsync(index, clock));
    }

    private static async Task EndAsync(List<RowRunner> rows)
    {
        rows.ForEach(row => row.End());
        await ForEachAsync(rows, row => row.RemoveAsync());
    }

    private static Task ForEachAsync(List<RowRunner> rows, Func<RowRunner, Task> work) =>
        rows.Count == 1 ? work(rows[0]) : Task.WhenAll(rows.Select(work));
}
