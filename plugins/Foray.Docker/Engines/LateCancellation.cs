namespace Foray.Docker.Engines;

/// <summary>
/// Cancels a while after another token. What makes something takes it: an engine goes on making what it was asked for, and a <c>down</c> right after
/// a cancelled <c>up</c> would not see it yet.
/// </summary>
internal sealed class LateCancellation : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _late = new();
    private readonly CancellationTokenRegistration _registration;

    public LateCancellation(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _registration = cancellationToken.Register(() => _late.CancelAfter(Delay));
    }

    public CancellationToken Token => _late.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _late.Dispose();
    }
}
