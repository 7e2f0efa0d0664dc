using Foray.Sdk.Tracking;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Routing;

/// <summary>A backend as a sink of one spool.</summary>
/// <param name="options">The backend, and what it gets.</param>
/// <param name="spool">The spool's folder.</param>
/// <param name="link">How the backend is reached.</param>
/// <param name="end">The last position that the spool has, as far as it is known.</param>
/// <param name="isOrphan">True where the process that wrote the spool is gone: runs that it has not ended were killed with it.</param>
/// <param name="time">The clock.</param>
internal sealed class BackendSink(SinkOptions options, string spool, BackendLink link, Func<long> end, bool isOrphan, TimeProvider time) : ISink
{
    private const string NotKept = "not kept by this backend";
    private const string FilterFailed = "the filter failed";
    private const string TooFarBehind = "too far behind";
    private const string Downsampled = "downsampled";

    /// <summary>Slots that are read at once: whatever a sink holds in memory is bounded by this.</summary>
    private const int MostSlots = 32 * 1024;

    private readonly SinkCursor _cursor = SinkCursor.Open(spool, options.Name);
    private readonly Dictionary<(string Run, string Name), long> _seen = [];
    private readonly List<Metric> _batch = [];
    private readonly List<(SinkRun Run, string Reason)> _refused = [];

    public string Name => options.Name;

    public SinkProgress Progress { get; } = new();

    public long Position => _cursor.Position;

    private bool IsFarBehind => options.Policy != SinkPolicy.Block && end() - _cursor.Position > options.MostBehind;

    private bool MustDrop => options.Policy switch
    {
        SinkPolicy.DropOldest => IsFarBehind,
        SinkPolicy.Downsample => end() - _cursor.Position > 2 * options.MostBehind,
        _ => false,
    };

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<long> TakeAsync(SpoolReader reader, CancellationToken cancellationToken)
    {
        await EndRunsAsync(cancellationToken);
        var before = _cursor.Position;
        var page = reader.ReadEntries(before, MostSlots);
        if (page.Position == before)
            return 0;
        var isSparse = options.Policy == SinkPolicy.Downsample && IsFarBehind;
        foreach (var entry in page.Content)
        {
            await TakeAsync(entry, isSparse, cancellationToken);
            if (_batch.Count >= options.BatchSize)
                await FlushAsync(entry.Position, cancellationToken);
        }

        await FlushAsync(page.Position, cancellationToken);
        _cursor.Save();
        return page.Position - before;
    }

    public async Task CloseAsync(bool isComplete, CancellationToken cancellationToken)
    {
        if (isComplete && isOrphan)
        {
            foreach (var run in _cursor.Runs)
                run.End ??= (RunState.Killed, time.GetUtcNow());
        }

        if (isComplete)
            await EndRunsAsync(cancellationToken);
        foreach (var run in _cursor.Runs)
            Progress.Finish(LineOf(run));
        _cursor.IsDone = isComplete && _cursor.Runs.All(run => run.End is null);
        _cursor.Save();
    }

    private async Task TakeAsync(SpoolEntry entry, bool isSparse, CancellationToken cancellationToken)
    {
        switch (entry.Change)
        {
            case RunBegan began:
                _cursor.Add(began.Start).End = null;
                break;
            case RunFinished finished when _cursor.Find(finished.Run) is { } run:
                await FlushAsync(entry.Position - 1, cancellationToken);
                run.End = (finished.State, finished.Ended);
                await EndRunsAsync(cancellationToken);
                break;
            default:
                if (entry.Metric is { } metric)
                    Choose(metric, isSparse);
                break;
        }
    }

    private void Choose(Metric metric, bool isSparse)
    {
        // Only damage can have lost the beginning of a run.
        var run = _cursor.Find(metric.Run) ?? _cursor.Add(new RunStart(metric.Run, "recovered", metric.Run, metric.Time));
        try
        {
            if (options.Rules.Count > 0 && !options.Rules.Any(rule => rule.Fits(metric)))
                return;
        }
        catch (Exception)
        {
            _refused.Add((run, FilterFailed));
            return;
        }

        if (!options.Backend.Accepts(metric.Type))
            _refused.Add((run, NotKept));
        else if (isSparse && metric.Type is MetricType.Scalar or MetricType.System && !IsTurnOf(metric))
            _refused.Add((run, Downsampled));
        else
            _batch.Add(metric);
    }

    private bool IsTurnOf(Metric metric)
    {
        var count = _seen.GetValueOrDefault((metric.Run, metric.Name));
        _seen[(metric.Run, metric.Name)] = count + 1;
        return count % options.DownsampleBy == 0;
    }

    private async Task FlushAsync(long position, CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            if (MustDrop || !await TryWriteAsync(cancellationToken))
                DropBatch();
            _batch.Clear();
        }

        // Not before: what is not flushed is read again by the next process.
        foreach (var (run, reason) in _refused)
            Drop(run, reason);
        _refused.Clear();
        _cursor.Position = position;
    }

    /// <returns>False where the sink is too far behind to go on trying.</returns>
    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _batch.Select(metric => metric.Run).Distinct(StringComparer.Ordinal).ToList())
        {
            if (!await TryBeginAsync(_cursor.Find(id)!, cancellationToken))
                return false;
        }

        var news = _batch.Where(metric => metric.Sequence > _cursor.Find(metric.Run)!.LastThere).ToList();
        if (news.Count > 0 && !await link.TryAsync(token => options.Backend.WriteAsync(news, token), () => MustDrop, Progress, cancellationToken))
            return false;
        foreach (var metric in _batch)
            _cursor.Find(metric.Run)!.Delivered++;
        Progress.Deliver(_batch.Count);
        if (news.Count > 0 && options.Backend is IRefusesMetrics refusing)
            Refuse(refusing.Refused);
        return true;
    }

    private void Refuse(IReadOnlyList<RefusedMetrics> refused)
    {
        foreach (var (id, count, reason) in refused)
        {
            if (_cursor.Find(id) is not { } run)
                continue;
            run.Delivered -= count;
            run.Drop(reason, count);
            Progress.Deliver(-count);
            Progress.Drop(count);
        }
    }

    private async Task<bool> TryBeginAsync(SinkRun run, CancellationToken cancellationToken)
    {
        foreach (var one in LineageOf(run).Where(one => !one.HasBegun))
        {
            if (!await TryBeginAloneAsync(one, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>A run behind those that it is a part of: a backend has to know the whole before the part.</summary>
    private List<SinkRun> LineageOf(SinkRun run)
    {
        var lineage = new List<SinkRun>();
        for (var next = run; next is not null && !lineage.Contains(next); next = next.Start.Parent is { } parent ? _cursor.Find(parent) : null)
            lineage.Insert(0, next);
        return lineage;
    }

    private Task<bool> TryBeginAloneAsync(SinkRun run, CancellationToken cancellationToken) => link.TryAsync(
        async token =>
        {
            await options.Backend.BeginAsync(run.Start, token);
            if (options.Backend.Delivery == BackendDelivery.Resumable)
                run.LastThere = await options.Backend.FindLastAsync(run.Start.Id, token);
            run.HasBegun = true;
        },
        () => MustDrop, Progress, cancellationToken);

    private void DropBatch()
    {
        foreach (var metric in _batch)
            Drop(_cursor.Find(metric.Run)!, TooFarBehind);
    }

    private void Drop(SinkRun run, string reason)
    {
        run.Drop(reason);
        Progress.Drop(1);
    }

    /// <summary>Tells the backend of runs that have ended. One that it does not take now stays, and is told later.</summary>
    private async Task EndRunsAsync(CancellationToken cancellationToken)
    {
        foreach (var run in _cursor.Runs.Where(run => run.End is not null).ToList())
        {
            var (state, time) = run.End!.Value;
            if (!await TryBeginAsync(run, cancellationToken)
                || !await link.TryAsync(token => options.Backend.EndAsync(run.Start, state, time, token), () => MustDrop, Progress, cancellationToken))
                return;
            _cursor.Remove(run.Start.Id);
            Progress.Finish(LineOf(run));
        }
    }

    private LedgerLine LineOf(SinkRun run) => new(run.Start.Id, Name, run.Delivered, new Dictionary<string, long>(run.Dropped));
}
