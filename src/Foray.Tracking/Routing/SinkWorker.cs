using Foray.Sdk.Diagnostics;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Routing;

/// <summary>Carries a spool's content to one sink.</summary>
internal sealed class SinkWorker(ISink sink, SpoolReader reader, TimeProvider time, Action progressed)
{
    /// <summary>Records that are worth a delivery of their own; fewer are gathered for a while.</summary>
    private const int WorthIt = 10_000;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ISink Sink => sink;

    /// <summary>Nothing more comes into the spool.</summary>
    public void NoteEnd()
    {
        reader.NoteEnd();
        _ending.TrySetResult();
    }

    /// <summary>Works until the spool's end, or until it is cancelled.</summary>
    /// <returns>True where the sink has got everything.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isComplete = false;
        try
        {
            await PersistAsync(async () =>
            {
                await sink.OpenAsync(cancellationToken);
                return 0;
            }, cancellationToken);
            while (sink.HasNext || await reader.WaitAsync(sink.Position, cancellationToken))
            {
                var taken = await PersistAsync(() => sink.TakeAsync(reader, cancellationToken), cancellationToken);
                progressed();
                if (taken < WorthIt)
                    await Task.WhenAny(_ending.Task, Task.Delay(Gathering, time, cancellationToken));
            }

            isComplete = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is left stays in the spool.
        }

        return await CloseAsync(isComplete, cancellationToken) && isComplete;
    }

    private async Task<bool> CloseAsync(bool isComplete, CancellationToken cancellationToken)
    {
        try
        {
            await sink.CloseAsync(isComplete, cancellationToken);
            sink.Progress.IsComplete = isComplete;
            sink.Progress.Become(SinkState.Stopped);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or DiagnosticException)
        {
            sink.Progress.Become(SinkState.Stopped, failure is DiagnosticException ? failure.Message : null);
            return false;
        }
    }

    /// <summary>Does what a disk or a database may refuse, until it succeeds.</summary>
    private async Task<long> PersistAsync(Func<Task<long>> work, CancellationToken cancellationToken)
    {
        var wait = FirstRetry;
        while (true)
        {
            try
            {
                return await work();
            }
            catch (DiagnosticException failure)
            {
                sink.Progress.Become(SinkState.Retrying, failure.Message);
                await Task.Delay(wait, time, cancellationToken);
                wait = wait * 2 < LongestRetry ? wait * 2 : LongestRetry;
            }
        }
    }
}
