namespace Example.Instruments;

/// <summary>Waits from one tick to the next.</summary>
internal sealed class Ticks(TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly PeriodicTimer _timer = new(interval, time);

    /// <summary>True at the next tick; false when there is none, because the operation was ended.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _timer.Dispose();
}
