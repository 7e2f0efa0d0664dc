using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Tracking;

namespace Foray.Tracking.Collecting;

/// <summary>
/// A collector that measures for a run: at its interval, and never twice at once. Where it fails or does not come back, that is told once and counted, and it measures again
/// as soon as it can. It is left alone where it does not end in time.
/// </summary>
internal sealed class Collection : IAsyncDisposable
{
    /// <summary>After this a measurement is told to hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Time that a measurement under way has at the end of the run: the only one of a short run may be it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Time that a call has to come back after it was cancelled.</summary>
    public static readonly TimeSpan Unwinding = TimeSpan.FromSeconds(1);

    /// <summary>A timer takes no more than 49 days.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(49);

    private readonly ICollector _collector;
    private readonly IMachine? _machine;
    private readonly TimeSpan? _interval;
    private readonly CollectionSink _sink;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly Action<Diagnostic> _tell;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _cancelling = new();
    private readonly CancellationToken _over;
    private readonly CancellationToken _cancelled;
    private readonly Task _work;
    private readonly Lazy<Task> _stop;
    private bool _isStarted;
    private long _measured;
    private long _failed;
    private string? _lastError;

    /// <summary>Begins to measure.</summary>
    /// <param name="run">What takes the measurements.</param>
    /// <param name="collector">What measures.</param>
    /// <param name="interval">Time from one measurement to the next; null for the collector's own.</param>
    /// <param name="machine">What is measured; null for this computer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told the first failure.</param>
    public Collection(IMetricSink run, ICollector collector, TimeSpan? interval, IMachine? machine, TimeProvider time, Action<Diagnostic> tell)
    {
        (_collector, _interval, _machine, _time, _tell) = (collector, interval, machine, time, tell);
        (_over, _cancelled) = (_ending.Token, _cancelling.Token);
        _name = PluginName.Of(collector);
        _sink = new CollectionSink(run, _name, machine?.Name);
        _stop = new Lazy<Task>(FinishAsync);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>What became of its measurements so far.</summary>
    public CollectionReport Report => new(_sink.Run, _name, _machine?.Name, Interlocked.Read(ref _measured), Interlocked.Read(ref _failed), Volatile.Read(ref _lastError));

    /// <summary>Waits for a measurement under way, for a short time, and stops the collector. Safe to repeat; throws nothing.</summary>
    public ValueTask DisposeAsync() => new(_stop.Value);

    private async Task WorkAsync()
    {
        do
        {
            await MeasureAsync();
        }
        while (await WaitForTurnAsync());
    }

    private async Task MeasureAsync()
    {
        try
        {
            var call = Task.Run(CollectAsync);
            try
            {
                await call.WaitAsync(Patience, _time);
            }
            catch (TimeoutException) when (!call.IsCompleted)
            {
                Tell($"it has not come back for {Patience.TotalSeconds} s");
                await call;
            }

            Interlocked.Increment(ref _measured);
        }
        catch (Exception) when (_cancelled.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception failure)
        {
            Fail(failure.Message);
        }
    }

    private async Task CollectAsync()
    {
        if (!_isStarted && _collector is IPluginLifecycle lifecycle)
            await StartAsync(lifecycle);
        if (_machine is { } machine && _collector is IMachineCollector remote)
            await remote.CollectAsync(machine, _sink, _cancelled);
        else
            await _collector.CollectAsync(_sink, _cancelled);
    }

    private async Task StartAsync(IPluginLifecycle lifecycle)
    {
        try
        {
            await lifecycle.StartAsync(_cancelled);
            _isStarted = true;
        }
        catch
        {
            await lifecycle.StopAsync(_cancelled);
            throw;
        }
    }

    /// <summary>False where there is no next turn.</summary>
    private async Task<bool> WaitForTurnAsync()
    {
        try
        {
            var interval = _interval ?? _collector.Interval;
            if (interval <= TimeSpan.Zero)
                return false;
            await Task.Delay(interval < LongestInterval ? interval : LongestInterval, _time, _over);
            return true;
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Fail(failure.Message);
            return false;
        }
    }

    private async Task FinishAsync()
    {
        await _ending.CancelAsync();
        if (!await EndsAsync(_work, Grace))
        {
            await _cancelling.CancelAsync();
            if (!await EndsAsync(_work, Unwinding))
                Fail("it did not end with the run");
        }

        await StopCollectorAsync();
        _ending.Dispose();
        _cancelling.Dispose();
    }

    private async Task StopCollectorAsync()
    {
        if (_collector is not IPluginLifecycle lifecycle)
            return;
        using var limit = new CancellationTokenSource(Grace, _time);
        var stop = Task.Run(() => lifecycle.StopAsync(limit.Token));
        // It has measured, and is not needed any more, however its stop ends.
        await EndsAsync(stop, Grace + Unwinding);
    }

    /// <summary>False where it still goes on after that time.</summary>
    private async Task<bool> EndsAsync(Task call, TimeSpan atMost)
    {
        await call.WaitAsync(atMost, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.IsCompleted;
    }

    private void Fail(string reason)
    {
        Interlocked.Increment(ref _failed);
        Tell(reason);
    }

    private void Tell(string reason)
    {
        if (Interlocked.Exchange(ref _lastError, reason) is null)
            _tell(CollectingErrors.NotMeasured(_name, _machine?.Name, reason));
    }
}
