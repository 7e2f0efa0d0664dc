using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Collecting;

/// <summary>What reports to a run by itself: collectors, and integrations.</summary>
/// <param name="time">The clock.</param>
/// <param name="tell">Told what fails.</param>
internal sealed class RunSources(TimeProvider time, Action<Diagnostic> tell)
{
    private readonly Lock _gate = new();
    private readonly List<Collection> _collections = [];
    private readonly List<Listening> _listenings = [];
    private bool _isOver;

    /// <summary>What became of the collectors' measurements so far.</summary>
    public IReadOnlyList<CollectionReport> Reports
    {
        get
        {
            lock (_gate)
                return [.. _collections.Select(collection => collection.Report)];
        }
    }

    /// <summary>Begins to measure.</summary>
    /// <returns>False where the run has ended.</returns>
    public bool TryCollect(IMetricSink run, ICollector collector, TimeSpan? interval, IMachine? machine)
    {
        lock (_gate)
        {
            if (!_isOver)
                _collections.Add(new Collection(run, collector, interval, machine, time, tell));
            return !_isOver;
        }
    }

    /// <summary>Begins to listen.</summary>
    /// <returns>False where the run has ended.</returns>
    public bool TryListen(IMetricSink run, IIntegration integration)
    {
        lock (_gate)
        {
            if (!_isOver)
                _listenings.Add(new Listening(run, integration, time, tell));
            return !_isOver;
        }
    }

    /// <summary>Stops all of them at once, each within its time. Safe to repeat; throws nothing.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _isOver = true;
            return Task.WhenAll([.. _collections.Select(collection => collection.DisposeAsync().AsTask()), .. _listenings.Select(listening => listening.DisposeAsync().AsTask())]);
        }
    }

    /// <summary>Stops all of them, and waits on this thread: the end of a run does not wait otherwise.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isOver = true;
            if (_collections.Count + _listenings.Count == 0)
                return;
        }

        // On another thread, so that a caller with a thread of its own for everything is not waited for.
        Task.Run(StopAsync).GetAwaiter().GetResult();
    }
}
