using Foray.Sdk.Diagnostics;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Routing;

/// <summary>All that is delivered by a process: its own spool's content, and that of processes that are gone.</summary>
internal sealed class Delivery : IDisposable
{
    private readonly ITrackingStore _store;
    private readonly IReadOnlyList<(SinkOptions Options, BackendLink Link)> _backends;
    private readonly TimeProvider _time;
    private readonly Action<Diagnostic> _report;
    private readonly List<(SpoolDelivery Delivery, SpoolReader? Owner)> _orphans = [];
    private SpoolDelivery? _own;
    private string _folder = "";

    public Delivery(ITrackingStore store, IReadOnlyList<SinkOptions> sinks, TimeProvider time, Action<Diagnostic> report)
    {
        (_store, _time, _report) = (store, time, report);
        _backends = [.. sinks.Select(sink => (sink, new BackendLink(sink, time, reason => report(RoutingErrors.Failing(sink.Name, reason)))))];
    }

    /// <summary>What became of each run at each sink.</summary>
    public IReadOnlyList<LedgerLine> Ledger => [.. Sinks.SelectMany(sink => sink.Progress.Ledger)];

    private IEnumerable<ISink> Sinks => _orphans.SelectMany(orphan => orphan.Delivery.Sinks).Concat(_own?.Sinks ?? []);

    /// <summary>Begins to deliver what processes that are gone have left.</summary>
    /// <param name="parent">The folder of the store's spools.</param>
    /// <returns>How many spools there are.</returns>
    public int TakeOver(string parent)
    {
        foreach (var folder in SpoolReader.FindOrphans(parent))
        {
            try
            {
                if (SpoolReader.TryTakeOver(folder, _time) is { } owner)
                    _orphans.Add((new SpoolDelivery(folder, SinksOf(folder, owner.Name, () => long.MaxValue / 2, isOrphan: true), _time, isOrphan: true), owner));
            }
            catch (DiagnosticException failure)
            {
                foreach (var diagnostic in failure.Diagnostics)
                    _report(diagnostic);
            }
        }

        return _orphans.Count;
    }

    /// <summary>Begins to deliver a spool of this process. The spool knows its sinks when this returns: they get what is in it, whenever this process ends.</summary>
    /// <exception cref="DiagnosticException">It cannot be noted (FORAY311), or the spool cannot be read.</exception>
    public void Begin(SpoolWriter spool)
    {
        _folder = spool.Folder;
        foreach (var (options, _) in _backends)
            SinkCursor.Open(_folder, options.Name).Save();
        _own = new SpoolDelivery(spool.Folder, SinksOf(spool.Folder, spool.Name, () => spool.Position, isOrphan: false), _time, isOrphan: false);
    }

    /// <summary>How the sinks stand.</summary>
    /// <param name="end">The last position of this process's spool.</param>
    public IReadOnlyList<SinkStatus> StatusOf(long end) =>
        [.. (_own?.Sinks ?? []).Select(sink => new SinkStatus(
            sink.Name, sink.Progress.State.State, Math.Max(0, end - sink.Position), sink.Progress.Delivered, sink.Progress.Dropped, sink.Progress.State.LastError))];

    /// <summary>Waits until the store has what stands in this process's spool before a position.</summary>
    public Task ReachStoreAsync(long position, CancellationToken cancellationToken) => _own?.ReachAsync(position, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Waits until all is delivered, or the time is over, stops the backends, and removes the spools of which nothing is left to deliver.</summary>
    /// <returns>What was not delivered.</returns>
    public async Task<IReadOnlyList<Diagnostic>> FinishAsync(CancellationToken deadline)
    {
        var all = _orphans.ToList();
        // Held before anybody else can take the spool over: its writer has just let go of it.
        if (_own is { } own)
            all.Add((own, SpoolReader.TryTakeOver(_folder, _time)));
        var complete = await Task.WhenAll(all.Select(spool => spool.Delivery.FinishAsync(deadline)));
        await Task.WhenAll(_backends.Select(backend => StopAsync(backend.Options.Name, backend.Link)));
        foreach (var ((delivery, owner), isComplete) in all.Zip(complete))
        {
            if (isComplete && owner is not null && SinkCursor.FindWaiting(owner.Folder).Count == 0)
                owner.Remove();
            owner?.Dispose();
            delivery.Dispose();
        }

        return [.. all.SelectMany(spool => spool.Delivery.Sinks)
            .Where(sink => !sink.Progress.IsComplete)
            .DistinctBy(sink => sink.Name)
            .Select(sink => RoutingErrors.NotDelivered(sink.Name, sink.Progress.State.LastError ?? "the time was over"))];
    }

    public void Dispose()
    {
        foreach (var (_, link) in _backends)
            link.Dispose();
    }

    private IReadOnlyList<ISink> SinksOf(string folder, string name, Func<long> end, bool isOrphan) =>
    [
        new StoreSink(_store, name, isOrphan, _time),
        .. _backends
            .Where(backend => !isOrphan || SinkCursor.FindWaiting(folder).Contains(backend.Options.Name))
            .Select(backend => new BackendSink(backend.Options, folder, backend.Link, end, isOrphan, _time)),
    ];

    private async Task StopAsync(string sink, BackendLink link)
    {
        try
        {
            await link.StopAsync();
        }
        catch (Exception failure)
        {
            _report(RoutingErrors.NotDelivered(sink, failure.Message));
        }
    }
}
