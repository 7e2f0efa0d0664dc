namespace Foray.Sdk.Agents;

/// <summary>An operation's turn at a <see cref="TimeoutLock"/>, or its refusal. Disposing it, once or more often, lets the lock go. One operation uses it, one call at a time.</summary>
public sealed class LockTurn : IDisposable
{
    private readonly TimeoutLock _lock;
    private readonly string _own;

    internal LockTurn(TimeoutLock @lock, string own, string? refusedBy)
    {
        (_lock, _own) = (@lock, own);
        Take(refusedBy);
    }

    /// <summary>True while the lock is held.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Who held the lock when the time was over; the asker itself while <see cref="IsHeld"/>.</summary>
    public string Holder { get; private set; } = "";

    /// <summary>Lets others in that wait, and takes the lock again after them; at once where nobody waits. A long process calls it between two steps.</summary>
    /// <param name="timeout">Longest wait; as in <see cref="TimeoutLock.AcquireAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True where it is held again; false where the time was over: see <see cref="Holder"/>.</returns>
    /// <exception cref="InvalidOperationException">It is not held.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended; the lock is not held.</exception>
    public async Task<bool> ReleaseAndAcquireAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!IsHeld)
            throw new InvalidOperationException($"'{_own}' does not hold the lock");
        IsHeld = false;
        Take(await _lock.PassAsync(_own, timeout, cancellationToken));
        return IsHeld;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!IsHeld)
            return;
        IsHeld = false;
        _lock.Leave();
    }

    private void Take(string? refusedBy) => (IsHeld, Holder) = (refusedBy is null, refusedBy ?? _own);
}
