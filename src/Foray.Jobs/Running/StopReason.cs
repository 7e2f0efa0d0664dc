using Foray.Sdk.Jobs;

namespace Foray.Jobs.Running;

/// <summary>Says why a job stops before all of its tests had their turn; the first reason stays.</summary>
internal sealed class StopReason : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _outside;
    private readonly ITimer? _timer;
    private readonly TimeSpan? _timeout;
    private int _end;

    public StopReason(TimeSpan? timeout, TimeProvider clock, CancellationToken outside)
    {
        _timeout = timeout;
        _outside = outside.Register(() => Stop(JobEnd.Interrupted));
        if (timeout is { } time)
            _timer = clock.CreateTimer(_ => Stop(JobEnd.TimedOut), null, time, System.Threading.Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled where tests that run are to end now.</summary>
    public CancellationToken Token => _source.Token;

    public JobEnd End => (JobEnd)Volatile.Read(ref _end);

    public bool IsStopping => End != JobEnd.Completed;

    /// <summary>Why a test was not run, or was ended.</summary>
    public string Text => End switch
    {
        JobEnd.FailedFast => "not run: an earlier test failed",
        JobEnd.TimedOut => $"the job's time of {Foray.Sdk.Options.Duration.Format(_timeout!.Value)} was up",
        _ => "the job was interrupted",
    };

    /// <summary>Begins no test any more; those that run go on.</summary>
    public void FailFast() => Interlocked.CompareExchange(ref _end, (int)JobEnd.FailedFast, (int)JobEnd.Completed);

    public void Dispose()
    {
        _outside.Dispose();
        _timer?.Dispose();
        _source.Dispose();
    }

    // A job that fails fast can still be interrupted in its last tests.
    private void Stop(JobEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, (int)end, (int)JobEnd.Completed) is (int)JobEnd.Completed or (int)JobEnd.FailedFast)
        {
            Volatile.Write(ref _end, (int)end);
            _source.Cancel();
        }
    }
}
