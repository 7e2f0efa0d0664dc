using Foray.Sdk.Plugins;

namespace Foray.Tracking.Routing;

/// <summary>Reaches one backend: starts it, and repeats what fails, with waits that grow. Shared by the sinks of all spools, one call at a time.</summary>
internal sealed class BackendLink(SinkOptions options, TimeProvider time, Action<string> reportFailure) : IDisposable
{
    /// <summary>Time that a call has to come back after it was cancelled.</summary>
    private static readonly TimeSpan Unwinding = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _failures;
    private bool _isStarted;

    /// <summary>Does something until it succeeds.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="mustGiveUp">Asked after each failure.</param>
    /// <param name="progress">Where it is told how it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where it was given up.</returns>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> work, Func<bool> mustGiveUp, SinkProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await DoAsync(work, progress, cancellationToken))
                return true;
            if (mustGiveUp())
                return false;
            await Task.Delay(WaitAfterFailure(), time, cancellationToken);
        }
    }

    /// <summary>Stops the backend. Safe without a start.</summary>
    /// <exception cref="TimeoutException">It has not stopped in time; it is left alone.</exception>
    public async Task StopAsync()
    {
        if (options.Backend is not IPluginLifecycle lifecycle)
            return;
        using var limit = new CancellationTokenSource(LongestStop, time);
        // On a thread of its own: a backend may block it for good.
        var stop = Task.Factory.StartNew(() => lifecycle.StopAsync(limit.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        try
        {
            await stop.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not stop within {LongestStop.TotalSeconds} s");
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> DoAsync(Func<CancellationToken, Task> work, SinkProgress progress, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await BoundedAsync(StartAsync, cancellationToken);
            await BoundedAsync(work, cancellationToken);
            _failures = 0;
            progress.Become(SinkState.Connected);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (++_failures == 1)
                reportFailure(failure.Message);
            progress.Become(_failures < options.BrokenAfter ? SinkState.Retrying : SinkState.Broken, failure.Message);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for a call. One that does not come back soon after it was cancelled is left alone: it may ignore its token, or block its thread.</summary>
    private async Task BoundedAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var call = Task.Run(() => work(cancellationToken), CancellationToken.None);
        try
        {
            await call.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!call.IsCompleted)
        {
            await Task.WhenAny(call, Task.Delay(Unwinding, time, CancellationToken.None));
            if (!call.IsCompletedSuccessfully)
                throw;
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isStarted)
            return;
        if (options.Backend is IPluginLifecycle lifecycle)
            await lifecycle.StartAsync(cancellationToken);
        _isStarted = true;
    }

    private TimeSpan WaitAfterFailure()
    {
        if (_failures >= options.BrokenAfter)
            return options.LongestRetry;
        var wait = options.FirstRetry * Math.Pow(2, Math.Max(0, _failures - 1));
        return wait < options.LongestRetry ? wait : options.LongestRetry;
    }
}
