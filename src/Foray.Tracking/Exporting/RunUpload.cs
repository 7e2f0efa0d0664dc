using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>
/// Copies runs of a store to a backend that can say what it has (<see cref="IKnowsMetrics"/>), with the runs below them and those that they are parts of. What is there is not sent again,
/// so that it can be repeated after an interruption, and while a run goes on.
/// </summary>
public sealed class RunUpload
{
    /// <summary>Tag of a run that is there as a whole; its value is the hash of what it was then.</summary>
    internal const string WholeTag = "foray.synced";

    private const string NotKept = "not kept by this backend";

    private readonly ITrackingStore _store;
    private readonly IBackend _backend;
    private readonly IKnowsMetrics _knows;
    private readonly Dictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private long _points;
    private long _artifacts;

    /// <summary>Prepares a copy.</summary>
    /// <param name="store">The store.</param>
    /// <param name="backend">The backend, which has been started where it wants to be.</param>
    /// <exception cref="ArgumentException">The backend cannot say what it has.</exception>
    public RunUpload(ITrackingStore store, IBackend backend)
    {
        (_store, _backend) = (store, backend);
        _knows = backend as IKnowsMetrics ?? throw new ArgumentException("The backend cannot say what it has.", nameof(backend));
    }

    /// <summary>Copies runs.</summary>
    /// <param name="runs">Runs of the store.</param>
    /// <param name="cancellationToken">Stops; what has been sent stays.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The backend or the store cannot be used.</exception>
    public async Task<RunUploadReport> CopyAsync(IReadOnlyList<StoredRun> runs, CancellationToken cancellationToken)
    {
        var all = await WithParentsAsync(await new RunTree(_store).ExpandAsync(runs, cancellationToken), cancellationToken);
        foreach (var run in all)
            await CopyAsync(run, cancellationToken);
        return new RunUploadReport(all.Count, _points, _artifacts, _leftOut);
    }

    /// <summary>The runs, and those that they are parts of, each before its parts: a part is made with its parent's id there.</summary>
    private async Task<IReadOnlyList<StoredRun>> WithParentsAsync(IReadOnlyList<ExportedRun> runs, CancellationToken cancellationToken)
    {
        var all = new OrderedDictionary<string, StoredRun>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            var line = new Stack<StoredRun>([run.Stored]);
            while (line.Peek().Parent is { } parent && !all.ContainsKey(parent) && line.All(other => other.Id != parent) && await _store.Runs.FindAsync(parent, cancellationToken) is { } above)
                line.Push(above);
            foreach (var one in line)
                all.TryAdd(one.Id, one);
        }

        return [.. all.Values];
    }

    private async Task CopyAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var start = new RunStart(run.Id, run.Experiment, run.Name, run.Started) { Parent = run.Parent };
        var whole = new Metric(run.Id, WholeTag, MetricType.Tag, run.Ended ?? run.Started) { Text = await RunSummary.HashAsync(_store, run, cancellationToken) };
        var stands = await _knows.HasRunAsync(start, run.State, run.Ended, cancellationToken);
        if (stands && (await _knows.FindMissingAsync(start, [whole], cancellationToken)).Count == 0)
            return;
        var sending = new Sending(start);
        await CopyContentAsync(run, sending, cancellationToken);
        if (sending.Refused == 0)
            await WriteAsync(sending, [whole], cancellationToken);
        // Last, so that a run that looks finished is complete.
        if (run.Ended is { } ended && (sending.HasBegun || !stands))
        {
            await BeginAsync(sending, cancellationToken);
            await _backend.EndAsync(start, run.State, ended, cancellationToken);
        }
    }

    private async Task CopyContentAsync(StoredRun run, Sending sending, CancellationToken cancellationToken)
    {
        var content = new RunContent(_store, run.Id);
        await SendAsync(sending, await content.ReadEntriesAsync(cancellationToken), cancellationToken);
        await foreach (var points in content.ReadPointsAsync(cancellationToken))
            _points += await SendAsync(sending, points, cancellationToken);
        await foreach (var record in _store.Runs.ReadRecordsAsync(run.Id, null, cancellationToken))
            _artifacts += await SendAsync(sending, [record], cancellationToken);
        foreach (var artifact in await _store.Artifacts.ListAsync(run.Id, cancellationToken))
        {
            await using var file = await _store.Artifacts.OpenAsync(artifact, cancellationToken);
            _artifacts += await SendAsync(sending, [RunContent.MetricOf(artifact, file)], cancellationToken);
        }
    }

    /// <returns>How many were sent and kept.</returns>
    private async Task<long> SendAsync(Sending sending, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var accepted = metrics.Where(metric => _backend.Accepts(metric.Type)).ToList();
        LeaveOut(NotKept, metrics.Count - accepted.Count);
        if (accepted.Count == 0)
            return 0;
        var missing = await _knows.FindMissingAsync(sending.Run, accepted, cancellationToken);
        return missing.Count == 0 ? 0 : await WriteAsync(sending, missing, cancellationToken);
    }

    private async Task<long> WriteAsync(Sending sending, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        await BeginAsync(sending, cancellationToken);
        await _backend.WriteAsync(metrics, cancellationToken);
        var refused = 0;
        foreach (var (_, count, reason) in _backend is IRefusesMetrics refusing ? refusing.Refused : [])
        {
            refused += count;
            LeaveOut(reason, count);
        }

        sending.Refused += refused;
        return metrics.Count - refused;
    }

    private async Task BeginAsync(Sending sending, CancellationToken cancellationToken)
    {
        if (!sending.HasBegun)
            await _backend.BeginAsync(sending.Run, cancellationToken);
        sending.HasBegun = true;
    }

    private void LeaveOut(string reason, long count)
    {
        if (count > 0)
            _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + count;
    }

    /// <summary>A run on its way.</summary>
    private sealed class Sending(RunStart run)
    {
        public RunStart Run => run;

        public bool HasBegun { get; set; }

        public long Refused { get; set; }
    }
}
