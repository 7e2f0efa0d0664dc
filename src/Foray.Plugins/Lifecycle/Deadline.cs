namespace Foray.Plugins.Lifecycle;

/// <summary>Runs what may never end.</summary>
internal static class Deadline
{
    /// <summary>Waits for work at most for a limit; then cancels it, waits a fifth of the limit more, and leaves it alone.</summary>
    /// <exception cref="DeadlineException">It did not end in time, or gave up without having done its work.</exception>
    public static async Task RunAsync(Func<CancellationToken, Task> work, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(limit, time);
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limited.Token);
        var token = both.Token;
        // On another thread, because work that blocks before its first await would block the host with it.
        var running = Task.Run(() => work(token), CancellationToken.None);
        _ = running.ContinueWith(_ => both.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await running.WaitAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (await EndsSoonAsync(running, limit / 5, time))
                return;
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new DeadlineException();
        }
    }

    /// <summary>True where the work ends by itself after all; it may have done less than it would have, which its contract allows.</summary>
    private static async Task<bool> EndsSoonAsync(Task running, TimeSpan limit, TimeProvider time)
    {
        try
        {
            await running.WaitAsync(limit, time);
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
