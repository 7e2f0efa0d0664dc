namespace Foray.Experiments.Provisioning;

/// <summary>Bounds how long plugins work.</summary>
internal static class TimeLimit
{
    /// <summary>How long work has to end after it was asked to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1) - Grace;

    /// <summary>Does work that is asked to end when its time is up, and is left to itself where it does not.</summary>
    /// <param name="work">The work.</param>
    /// <param name="limit">Longest time; null for none.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="TimeoutException">The time was up.</exception>
    public static Task RunAsync(Func<CancellationToken, Task> work, TimeSpan? limit, TimeProvider clock, CancellationToken cancellationToken) =>
        limit is { } longest && longest < LongestTimer ? RunAsync(work, longest, clock, cancellationToken) : work(cancellationToken);

    private static async Task RunAsync(Func<CancellationToken, Task> work, TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(longest, clock);
        var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var task = work(either.Token);
        try
        {
            await task.WaitAsync(longest + Grace, clock, CancellationToken.None);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        finally
        {
            if (task.IsCompleted)
                either.Dispose();
        }
    }
}
