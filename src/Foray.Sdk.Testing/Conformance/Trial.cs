namespace Foray.Sdk.Testing.Conformance;

/// <summary>One run of a check.</summary>
internal sealed class Trial(string check, string promise, TimeSpan patience, CancellationToken cancellationToken)
{
    /// <summary>How long something is watched that must not happen.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(0.3);

    public CancellationToken Token => cancellationToken;

    public TimeSpan Patience => patience;

    public ConformanceException Breach(string happened, string remedy, Exception? cause = null) =>
        new(new ConformanceBreach(check, promise, happened, remedy), cause);

    public void Require(bool kept, string happened, string remedy)
    {
        if (!kept)
            throw Breach(happened, remedy);
    }

    /// <summary>Waits for work that has to end in time.</summary>
    /// <param name="work">The work; called on another thread, so that one which blocks is seen too.</param>
    /// <param name="what">What the work is, for the message.</param>
    /// <param name="remedy">What to change where it does not end.</param>
    public async Task EndsAsync(Func<Task> work, string what, string remedy)
    {
        var running = Task.Run(work, CancellationToken.None);
        try
        {
            await running.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw Breach($"{what} did not end within {patience.TotalSeconds:0.#} s", remedy);
        }
    }

    /// <summary>Waits for cancelled work, which may end normally or as cancelled.</summary>
    public Task EndsCancelledAsync(Func<Task> work, string what, string remedy) => EndsAsync(
        async () =>
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException)
            {
            }
        },
        what,
        remedy);

    /// <summary>Waits for work whose result is wanted; see <see cref="EndsAsync(Func{Task}, string, string)"/>.</summary>
    public async Task<T> EndsAsync<T>(Func<Task<T>> work, string what, string remedy)
    {
        T result = default!;
        await EndsAsync(async () => { result = await work(); }, what, remedy);
        return result;
    }

    /// <summary>The exception that work ends with; null where it ends without one. Cancelled work has none.</summary>
    public async Task<Exception?> FailureAsync(Func<Task> work, string what, string remedy)
    {
        Exception? failure = null;
        await EndsCancelledAsync(
            async () =>
            {
                try
                {
                    await work();
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    failure = exception;
                }
            },
            what,
            remedy);
        return failure;
    }

    /// <summary>Waits until something is so; false where it was not within the patience.</summary>
    public async Task<bool> BecomesAsync(Func<bool> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        return true;
    }
}
