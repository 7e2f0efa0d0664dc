namespace Foray.Plugins.Lifecycle;

/// <summary>Runs what may never end.</summary>
internal static class Deadline
{
    /// <summary>Waits for work at most for a limit; then cancels it, waits a fifth of the limit more, and leaves it alone.</summary>
    /// <param name="work">The work.</param>
    /// <param name="limit">Its longest time.</param>
    /// <param name="time">The time.</param>
    /// <param name="mayEndLate">True where work that ends after it was cancelled is done: its contract allows it to do less then.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="DeadlineException">It did not end in time, or gave up without having done its work.</exception>
    public static async Task RunAsync(Func<CancellationToken, Task> work, TimeSpan limit, TimeProvider time, bool mayEndLate, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(limit, time);
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limited.Token);
        var token = both.Token;
        // On another thread, because work that blocks before its first await would block the host with it.
        var running = Task.Run(() => work(token), CancellationToken.None);
        _ = running.ContinueWith(_ => both.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var isDone = await EndsAsync(running, token).ConfigureAwait(false)
            ? mayEndLate || !token.IsCancellationRequested
            : await EndsSoonAsync(running, limit / 5, time).ConfigureAwait(false) && mayEndLate;
        if (isDone)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        throw new DeadlineException();
    }

    /// <summary>True where the work ends before it is cancelled.</summary>
    private static async Task<bool> EndsAsync(Task running, CancellationToken token)
    {
        try
        {
            await running.WaitAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>True where the work ends by itself after all.</summary>
    private static async Task<bool> EndsSoonAsync(Task running, TimeSpan limit, TimeProvider time)
    {
        try
        {
            await running.WaitAsync(limit, time).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // What it throws much later, nobody waits for any more.
            _ = running.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return false;
        }
    }
}
