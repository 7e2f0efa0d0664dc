using System.Globalization;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Slurm;

/// <summary>Runs one job array, or goes on with one that an earlier run submitted, until all of its rows have ended.</summary>
internal sealed class ArrayRun(SlurmRun slurm, JobArray array) : IAsyncDisposable
{
    /// <summary>Looks in a row that have to agree before something is held to be so: what nodes write may be seen late.</summary>
    private const int SureAfter = 3;

    private const int Collectors = 4;

    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(20);

    private readonly ArrayKeeper _keeper = new(slurm, array);
    private readonly ArrayWarnings _warnings = new(slurm, array);
    private readonly Dictionary<int, SlurmRow> _open = new(array.Wanted);
    private readonly Dictionary<int, int> _looks = [];
    private readonly HashSet<int> _kept = [];
    private readonly List<SlurmRow> _again = [];
    private readonly Lock _lock = new();
    private ArrayReport _last = new();
    private bool _adopted;
    private int _hopeless;

    public JobArray Array => array;

    /// <summary>Rows to be tried again.</summary>
    public IReadOnlyList<SlurmRow> Again => _again;

    /// <summary>Why Slurm did not take the array; null where it did.</summary>
    public Diagnostic? Refusal { get; private set; }

    /// <summary>Takes over an array that is there.</summary>
    /// <returns>False where nobody wants it, or it never came to a submission: nothing of it is there any more.</returns>
    public async Task<bool> AdoptAsync()
    {
        var wasStarted = await _keeper.AdoptAsync();
        if (wasStarted && array.Wanted.Count > 0)
            return _adopted = true;
        await _keeper.StopAsync(slurm.Token);
        await RemoveAsync(slurm.Token);
        return false;
    }

    public async Task RunAsync()
    {
        using var clock = new AttemptClock(slurm.Options.Timeout, slurm.Time, slurm.Token);
        try
        {
            if (!_adopted)
            {
                await new ArrayFolder(slurm, array).PutAsync(clock.Token);
                await _keeper.StartAsync(clock.Token);
            }

            await WaitAsync(clock.Token);
        }
        catch (OperationCanceledException) when (clock.IsOver)
        {
            var limit = $"timed out after {Duration.Format(slurm.Options.Timeout!.Value)}";
            await EndAllAsync(index => new TaskVerdict(RowStatus.TimedOut, $"{limit}; {Standing(index)}", null));
        }
        catch (OperationCanceledException) when (slurm.HasEnded)
        {
            await EndAllAsync(_ => new TaskVerdict(RowStatus.Interrupted, "the run was interrupted", null));
        }
        finally
        {
            await slurm.CleanUpAsync(_keeper.StopAsync, $"cancelling the job array '{array.JobName}'");
            await slurm.CleanUpAsync(RemoveAsync, $"removing the job array '{array.JobName}' from '{slurm.Machine.Name}'");
        }
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await LookAsync(cancellationToken) is { } report)
                await SettleAsync(report, cancellationToken);
            else if (_keeper.Lost is { } lost)
                await FinishAsync(_open.Keys.ToDictionary(index => index, _ => (new TaskVerdict(RowStatus.Failed, lost, null), (TaskEnd?)null)), new Dictionary<int, AccountedTask>(), cancellationToken);
            if (_open.Count == 0)
                return;
            if (_keeper.HasEnded && _last.Refused is null && (_last.Job is null || _last.States.Any(state => !state.IsFinal)))
                await _keeper.StartAsync(cancellationToken);
            await Task.Delay(slurm.Options.PollInterval, slurm.Time, cancellationToken);
        }
    }

    /// <summary>Asks how the array stands; null where the machine cannot be asked just now.</summary>
    private async Task<ArrayReport?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var kept = string.Concat(_kept.Select(index => string.Create(CultureInfo.InvariantCulture, $"{index} {array.Rows[index]}\n")));
            var text = await slurm.AskAsync(SlurmText.Poll, [("array", array.Id), ("name", array.JobName)], kept, cancellationToken);
            _kept.Clear();
            _last = ArrayReport.Parse(text, array.Rows.Count);
            _warnings.Look(_last);
            return _last;
        }
        catch (DiagnosticException error)
        {
            _warnings.NotReached(error.Reason());
            return null;
        }
    }

    private async Task SettleAsync(ArrayReport report, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<int, (TaskVerdict Verdict, TaskEnd? End)>();
        foreach (var end in report.Ends.Where(end => _open.ContainsKey(end.Index)))
            if (!end.HasOutsideCause || (report.HasAnswered && report.StateOf(end.Index) is null or { IsFinal: true }))
                settled[end.Index] = (TaskVerdict.OfEnd(end, report.StateOf(end.Index), slurm.ScriptNames.Count), end);
        if (report.Refused is { } refused)
        {
            Refusal = ArrayRefusal.Of(slurm.Options, array, refused);
            foreach (var index in _open.Keys)
                settled[index] = (new TaskVerdict(RowStatus.Failed, Refusal.Message, null), null);
        }

        var lost = FindLost(report, settled.Keys.Concat(report.Ends.Select(end => end.Index)).ToHashSet());
        var accounted = lost.Count > 0 && report.Job is { } job
            ? AccountedTask.Read(await slurm.AskAsync(AccountedTask.Question, [("job", job)], "", cancellationToken), array.Rows.Count)
            : new Dictionary<int, AccountedTask>();
        foreach (var index in lost)
            settled[index] = (TaskVerdict.OfLoss(NameOf(index), report.StateOf(index) ?? accounted.GetValueOrDefault(index)?.State), null);
        if (await IsHopelessAsync(report, cancellationToken))
            foreach (var index in _open.Keys)
                settled[index] = (new TaskVerdict(RowStatus.Failed, $"job {NameOf(index)} can never start: {Standing(index)}", null), null);
        await FinishAsync(settled, accounted, cancellationToken);
    }

    private Task FinishAsync(Dictionary<int, (TaskVerdict Verdict, TaskEnd? End)> settled, IReadOnlyDictionary<int, AccountedTask> accounted, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(settled, new ParallelOptions { MaxDegreeOfParallelism = Collectors, CancellationToken = cancellationToken }, async (one, token) =>
            await FinishAsync(one.Key, one.Value.Verdict, one.Value.End, accounted.GetValueOrDefault(one.Key), token));

    /// <summary>The tasks that are over for Slurm and have recorded no end, looked at often enough to be sure.</summary>
    private List<int> FindLost(ArrayReport report, HashSet<int> ended)
    {
        if (!report.IsGone && (report.Job is null || !report.HasAnswered))
            return [];
        var lost = new List<int>();
        foreach (var index in _open.Keys.Where(index => !ended.Contains(index)))
            if (!report.IsGone && report.StateOf(index) is { IsFinal: false })
                _looks.Remove(index);
            else if ((_looks[index] = _looks.GetValueOrDefault(index) + 1) >= SureAfter)
                lost.Add(index);
        return lost;
    }

    private async Task<bool> IsHopelessAsync(ArrayReport report, CancellationToken cancellationToken)
    {
        _hopeless = report.HasAnswered && _open.Keys.All(index => report.StateOf(index) is { IsHopeless: true }) ? _hopeless + 1 : 0;
        if (_hopeless < SureAfter)
            return false;
        await _keeper.StopAsync(cancellationToken);
        return true;
    }

    /// <summary>Cancels the array, waits a short time until it is over, and ends all rows with what they left.</summary>
    private async Task EndAllAsync(Func<int, TaskVerdict> verdict)
    {
        var standing = _open.Keys.ToDictionary(index => index, verdict);
        var begun = _open.Keys.Where(index => _last.Job is not null && _last.StateOf(index) is not { IsWaiting: true }).ToHashSet();
        await slurm.CleanUpAsync(
            async token =>
            {
                await _keeper.StopAsync(token);
                using var patience = new CancellationTokenSource(LongestEnding, slurm.Time);
                while (await LookAsync(token) is not { HasAnswered: true } report || report.States.Any(state => !state.IsFinal))
                {
                    if (patience.IsCancellationRequested)
                        break;
                    await Task.Delay(slurm.Options.PollInterval, slurm.Time, token);
                }
            },
            $"cancelling the job array '{array.JobName}'");
        var ends = _last.Ends.ToDictionary(end => end.Index);
        foreach (var index in _open.Keys.Where(index => begun.Contains(index) || ends.ContainsKey(index)).ToList())
        {
            var end = ends.GetValueOrDefault(index);
            var own = end is { HasOutsideCause: false } ? TaskVerdict.OfEnd(end, null, slurm.ScriptNames.Count) : standing[index];
            await slurm.CleanUpAsync(token => FinishAsync(index, own, end, null, token), $"bringing back what '{NameOf(index)}' left");
        }

        foreach (var index in _open.Keys.ToList())
            End(index, new RowOutcome(standing[index].Status) { Message = standing[index].Message, Started = slurm.Time.GetUtcNow() });
    }

    private async Task FinishAsync(int index, TaskVerdict verdict, TaskEnd? end, AccountedTask? accounted, CancellationToken cancellationToken)
    {
        var row = array.Wanted[index];
        var collection = new RowCollection(slurm, row);
        var outcome = await collection.CollectAsync(verdict, end, accounted, cancellationToken);
        var again = outcome.Status is RowStatus.Failed or RowStatus.TimedOut && row.Attempts <= slurm.Options.Retries && Refusal is null && !slurm.HasEnded;
        if (again)
        {
            collection.Discard();
            lock (_lock)
            {
                _again.Add(row);
                _open.Remove(index);
            }
        }
        else
            End(index, outcome);
        lock (_lock)
            _kept.Add(index);
    }

    private void End(int index, RowOutcome outcome)
    {
        lock (_lock)
        {
            if (!_open.Remove(index))
                return;
        }

        array.Wanted[index].End(slurm, outcome);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await slurm.AskAsync(SlurmText.Remove, [("array", array.Id)], "", cancellationToken);
        await slurm.Machine.RemoveAsync(array.Id, cancellationToken);
    }

    private string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{_last.Job ?? array.JobName}_{index}");

    private string Standing(int index) => _last switch
    {
        { Job: null, Complaint: { } complaint } => $"Slurm did not answer: {complaint}",
        { Job: null } => "Slurm had not taken it yet",
        _ => _last.StateOf(index) is { } state ? $"Slurm says {state.Describe()}" : "Slurm did not know it any more",
    };
}
