using System.Globalization;
using System.Security.Cryptography;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Routing;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Runs;

/// <summary>Tracks the runs of this process: a spool, a store, and any other sinks. What calls have logged survives the end of the process, and is delivered by the next tracker of the store where this one could not.</summary>
public sealed class Tracker : IRunTracker, IAsyncDisposable
{
    private readonly TrackerOptions _options;
    private readonly ITrackingStore _store;
    private readonly SpoolWriter _spool;
    private readonly RunTracker _runs;
    private readonly Delivery _delivery;
    private Task<TrackerReport>? _stop;

    private Tracker(TrackerOptions options, ITrackingStore store, SpoolWriter spool, Delivery delivery)
    {
        (_options, _store, _spool, _delivery) = (options, store, spool, delivery);
        _runs = new RunTracker(spool, options.RefersToArtifacts ? new ArtifactReferences(new StoreArtifacts(store)) : new StoreArtifacts(store), options.Time, options.Report);
    }

    /// <summary>The store, for reading: what was logged is there about a second later.</summary>
    public ITrackingStore Store => _store;

    /// <summary>How the sinks stand, the store first.</summary>
    public IReadOnlyList<SinkStatus> Sinks => _delivery.StatusOf(_spool.Position);

    /// <summary>Opens the store, makes a spool, and begins to deliver, also what processes that are gone have left.</summary>
    /// <param name="store">Location of the store, as <see cref="TrackingStores"/> takes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiagnosticException">The store or the spool cannot be opened.</exception>
    public static Task<Tracker> OpenAsync(string store, CancellationToken cancellationToken = default) => OpenAsync(new TrackerOptions { Store = store }, cancellationToken);

    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    /// <param name="options">How to track.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Tracker> OpenAsync(TrackerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SinkNames.Check(options.Sinks);
        var store = await TrackingStores.OpenAsync(options.Store, cancellationToken);
        var delivery = new Delivery(store, options.Sinks, options.Time, options.Report);
        SpoolWriter? spool = null;
        try
        {
            var parent = SpoolPlace.Of(options.Store);
            delivery.TakeOver(parent);
            spool = SpoolWriter.Create(parent, options.Spool, options.Time);
            delivery.Begin(spool);
            return new Tracker(options, store, spool, delivery);
        }
        catch
        {
            spool?.Dispose();
            await delivery.FinishAsync(new CancellationToken(canceled: true));
            delivery.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a run, or goes on with one of the same id.</summary>
    /// <exception cref="DiagnosticException">It cannot be kept.</exception>
    public TrackedRun Start(RunStart run) => _runs.Start(run);

    /// <summary>Begins a run with an id of its own.</summary>
    /// <param name="experiment">Name of the experiment that it belongs to.</param>
    /// <param name="name">Name for people. Default: the id.</param>
    /// <exception cref="DiagnosticException">It cannot be kept.</exception>
    public TrackedRun Start(string experiment, string? name = null)
    {
        var now = _options.Time.GetUtcNow();
        var id = $"{now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        return Start(new RunStart(id, experiment, name ?? id, now));
    }

    ITrackedRun IRunTracker.Start(RunStart run) => Start(run);

    /// <summary>Waits until the store has all that was logged before. Never ends while the store cannot be written.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _delivery.ReachStoreAsync(_spool.Position, cancellationToken);

    /// <summary>Takes nothing more, and waits until the sinks have got everything. Safe to repeat: the first stop counts.</summary>
    /// <param name="atMost">Longest time to wait. Default: <see cref="TrackerOptions.StopTimeout"/>.</param>
    /// <returns>What became of everything.</returns>
    public async Task<TrackerReport> StopAsync(TimeSpan? atMost = null)
    {
        using var deadline = new CancellationTokenSource(atMost ?? _options.StopTimeout, _options.Time);
        return await StopAsync(deadline.Token);
    }

    /// <summary>Takes nothing more, and waits until the sinks have got everything. Safe to repeat: the first stop counts.</summary>
    /// <param name="deadline">Ends the waiting.</param>
    /// <returns>What became of everything.</returns>
    public Task<TrackerReport> StopAsync(CancellationToken deadline) => _stop ??= FinishAsync(deadline);

    /// <summary>Stops.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<TrackerReport> FinishAsync(CancellationToken deadline)
    {
        await _runs.StopSourcesAsync();
        _spool.Dispose();
        var undelivered = await _delivery.FinishAsync(deadline);
        foreach (var diagnostic in undelivered)
            _options.Report(diagnostic);
        var report = new TrackerReport(_delivery.StatusOf(_spool.Position), _delivery.Ledger, _spool.Dropped.Total) { Collections = _runs.Collections };
        _delivery.Dispose();
        await _store.DisposeAsync();
        return report;
    }
}
