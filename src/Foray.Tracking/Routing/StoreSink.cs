using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Routing;

/// <summary>The store of a tracker as a sink: it keeps its position itself, in the transaction of what it takes, so that everything is there once.</summary>
/// <param name="store">The store.</param>
/// <param name="origin">Name of the spool.</param>
/// <param name="isOrphan">True where the process that wrote the spool is gone: runs that it has not ended were killed with it.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreSink(ITrackingStore store, string origin, bool isOrphan, TimeProvider time) : ISink
{
    /// <summary>Name that no other sink can have.</summary>
    public const string StoreName = "store";

    /// <summary>Tag with the spool that a run is in, by which the runs of a killed process are found.</summary>
    private const string SpoolTag = "foray.spool";

    /// <summary>Slots that one transaction takes at most.</summary>
    private const int MostSlots = 256 * 1024;

    private readonly Dictionary<string, long> _delivered = new(StringComparer.Ordinal);
    private ColumnMemory _columns = new();
    private ColumnMemory _otherColumns = new();
    private SpoolPage<SpoolColumns>? _next;

    public string Name => StoreName;

    public SinkProgress Progress { get; } = new();

    public long Position { get; private set; }

    public bool HasNext => _next is not null;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Position = await store.FindPositionAsync(origin, cancellationToken);
        Progress.Become(SinkState.Connected);
    }

    public async Task<long> TakeAsync(SpoolReader reader, CancellationToken cancellationToken)
    {
        var page = _next ?? Read(reader, Position);
        _next = null;
        var looked = page.Position - Position;
        if (looked == 0)
            return 0;
        var next = looked < MostSlots ? Task.FromResult<SpoolPage<SpoolColumns>?>(null) : Task.Run(() => ReadAhead(reader, page.Position), CancellationToken.None);
        try
        {
            await AppendAsync(page, cancellationToken);
        }
        catch
        {
            await next;
            throw;
        }

        _next = await next;
        Position = page.Position;
        Count(page.Content);
        Progress.Become(SinkState.Connected);
        return looked;
    }

    public async Task CloseAsync(bool isComplete, CancellationToken cancellationToken)
    {
        foreach (var (run, count) in _delivered)
            Progress.Finish(new LedgerLine(run, Name, count, new Dictionary<string, long>()));
        _delivered.Clear();
        if (isComplete && isOrphan)
            await EndKilledRunsAsync(cancellationToken);
    }

    /// <summary>The next page, if it is a full one: others are read when they have grown.</summary>
    private SpoolPage<SpoolColumns>? ReadAhead(SpoolReader reader, long position)
    {
        try
        {
            return Read(reader, position) is var page && page.Position - position >= MostSlots ? page : null;
        }
        catch (DiagnosticException)
        {
            // It is told when the page is due.
            return null;
        }
    }

    /// <summary>Reads a page. That before it stays valid, and none before that.</summary>
    private SpoolPage<SpoolColumns> Read(SpoolReader reader, long position)
    {
        (_columns, _otherColumns) = (_otherColumns, _columns);
        _columns.Reclaim();
        return reader.ReadColumns(position, MostSlots, _columns);
    }

    private async Task AppendAsync(SpoolPage<SpoolColumns> page, CancellationToken cancellationToken)
    {
        var batch = new StoreBatch
        {
            Origin = origin,
            Start = Position,
            Position = page.Position,
            Changes = [.. page.Content.Changes.SelectMany(ForStore)],
            Points = page.Content.Points,
        };
        await store.AppendAsync(page.Faults.Count == 0 ? batch : await WithLostRunsAsync(batch, cancellationToken), cancellationToken);
    }

    private IEnumerable<RunChange> ForStore(RunChange change) => change switch
    {
        RunBegan => [change, new TagSet(change.Run, SpoolTag, origin)],
        // Relative, so that a folder of results can be moved with its store.
        ArtifactLogged { Location: { } location } artifact when Directory.Exists(store.Location) => [artifact with { Location = Path.GetRelativePath(Path.GetFullPath(store.Location), location) }],
        _ => [change],
    };

    private async Task EndKilledRunsAsync(CancellationToken cancellationToken)
    {
        var search = new RunSearch
        {
            Filter = new AllOf([
                new TextComparison(new RunPropertyField(RunProperty.State), ComparisonOperator.Equal, nameof(RunState.Running)),
                new TextComparison(new RunTagField(SpoolTag), ComparisonOperator.Equal, origin)]),
            Lifecycle = null,
            Limit = 1000,
        };
        while ((await store.Runs.SearchAsync(search, cancellationToken)).Runs is { Count: > 0 } killed)
            await store.AppendAsync(new StoreBatch { Changes = [.. killed.Select(run => new RunFinished(run.Id, RunState.Killed, time.GetUtcNow()))] }, cancellationToken);
    }

    /// <summary>What said that a run began may be what is damaged: the rest of the run is kept under what is known of it.</summary>
    private async Task<StoreBatch> WithLostRunsAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        var begun = batch.Changes.OfType<RunBegan>().Select(began => began.Run).ToHashSet(StringComparer.Ordinal);
        var lost = new List<RunChange>();
        foreach (var run in batch.Changes.Select(change => change.Run).Concat(batch.Points.Select(points => points.Run)).Distinct(StringComparer.Ordinal))
        {
            if (!begun.Contains(run) && await store.Runs.FindAsync(run, cancellationToken) is null)
                lost.Add(new RunBegan(new RunStart(run, "recovered", run, DateTimeOffset.UnixEpoch)));
        }

        return batch with { Changes = [.. lost, .. batch.Changes] };
    }

    private void Count(SpoolColumns columns)
    {
        foreach (var points in columns.Points)
            Count(points.Run, points.Values.Length);
        foreach (var change in columns.Changes.Where(change => change is not (RunBegan or RunFinished)))
            Count(change.Run, 1);
        foreach (var finished in columns.Changes.OfType<RunFinished>())
        {
            if (_delivered.Remove(finished.Run, out var count))
                Progress.Finish(new LedgerLine(finished.Run, Name, count, new Dictionary<string, long>()));
        }
    }

    private void Count(string run, long count)
    {
        _delivered[run] = _delivered.GetValueOrDefault(run) + count;
        Progress.Deliver(count);
    }
}
