namespace Foray.Sdk.Machines;

/// <summary>Bounds the channels that are open to a machine, and keeps half of them free of long waits.</summary>
internal sealed class ChannelPool(int channels) : IDisposable
{
    private readonly SemaphoreSlim _all = new(channels, channels);
    private readonly SemaphoreSlim _waits = new(Math.Max(1, channels / 2), Math.Max(1, channels / 2));

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _all.WaitAsync(cancellationToken);
        return new Lease(_all);
    }

    /// <summary>Leave to keep a channel open for as long as a command runs; null where too many do.</summary>
    public IDisposable? TryEnterWait() => _waits.Wait(0) ? new Lease(_waits) : null;

    public void Dispose()
    {
        _all.Dispose();
        _waits.Dispose();
    }

    private sealed class Lease(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}
