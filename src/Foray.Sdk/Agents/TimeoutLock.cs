namespace Foray.Sdk.Agents;

/// <summary>
/// Lets one operation of an agent at a time use a device: who comes later waits for its turn, in order and with a deadline, or is told who holds it.
/// Members may be called from any thread.
/// </summary>
/// <param name="time">Measures the deadlines.</param>
/// <example>
/// <code>
/// using var turn = await _lock.AcquireAsync("print", TimeSpan.FromSeconds(3), cancellationToken);
/// if (!turn.IsHeld)
///     throw new AgentOperationException($"the device is held by {turn.Holder}");
/// </code>
/// </example>
public sealed class TimeoutLock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private string? _holder;

    /// <summary>Who holds it; null where nobody does.</summary>
    public string? Holder
    {
        get
        {
            lock (_gate)
                return _holder;
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="holder">Who asks, for those that are refused: the name of the operation.</param>
    /// <param name="timeout">Longest wait; zero for none, <see cref="Timeout.InfiniteTimeSpan"/> for one without end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The turn, to be disposed; it may be a refusal: see <see cref="LockTurn.IsHeld"/>.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended; the lock is not held.</exception>
    public async Task<LockTurn> AcquireAsync(string holder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var refusedBy = await EnterAsync(holder, timeout, cancellationToken);
        return new LockTurn(this, holder, refusedBy);
    }

    /// <summary>Takes the lock in its order.</summary>
    /// <returns>Null where it is held now; else who has it.</returns>
    internal async Task<string?> EnterAsync(string holder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "a wait is zero, longer, or without end");
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> place;
        lock (_gate)
        {
            if (_holder is null)
            {
                _holder = holder;
                return null;
            }

            if (timeout == TimeSpan.Zero)
                return _holder;
            place = _waiting.AddLast(new Waiter(holder));
        }

        return await WaitAsync(place, timeout, cancellationToken);
    }

    /// <summary>Lets those in that wait, and takes the lock again after them.</summary>
    /// <returns>Null where it is held again; else who has it.</returns>
    internal Task<string?> PassAsync(string holder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Leave();
        return EnterAsync(holder, timeout, cancellationToken);
    }

    /// <summary>Hands the lock to whoever is first in line.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            var next = _waiting.First;
            _holder = next?.Value.Holder;
            if (next is null)
                return;
            _waiting.Remove(next);
            next.Value.Turn.SetResult();
        }
    }

    private async Task<string?> WaitAsync(LinkedListNode<Waiter> place, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await place.Value.Turn.Task.WaitAsync(timeout, time, cancellationToken);
            return null;
        }
        catch (TimeoutException)
        {
            lock (_gate)
                return TryGiveUp(place) ? _holder : null;
        }
        catch (OperationCanceledException)
        {
            bool gaveUp;
            lock (_gate)
                gaveUp = TryGiveUp(place);
            if (!gaveUp)
                Leave();
            throw;
        }
    }

    /// <summary>False where the lock came in the same moment.</summary>
    private bool TryGiveUp(LinkedListNode<Waiter> place)
    {
        if (place.Value.Turn.Task.IsCompleted)
            return false;
        _waiting.Remove(place);
        return true;
    }

    private sealed class Waiter(string holder)
    {
        public string Holder => holder;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
