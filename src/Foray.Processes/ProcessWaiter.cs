using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>Waits for the end of processes, our own children or not.</summary>
internal sealed class ProcessWaiter(Children children, Poller poller)
{
    private static readonly TimeSpan AskingInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the process has ended; a child of ours has then been reaped.</summary>
    public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) =>
        children.Find(process) is { } child ? child.Exit.WaitAsync(cancellationToken) : WaitForStrangerAsync(process, cancellationToken);

    private async Task WaitForStrangerAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!ProcessTable.IsAlive(process))
            return;
        var pidfd = LibC.OpenPidfd(process.Pid);
        if (pidfd < 0)
        {
            await AskUntilEndedAsync(process, cancellationToken);
            return;
        }

        try
        {
            // The number may have changed hands before the descriptor was opened.
            if (ProcessTable.IsAlive(process))
                await poller.ReadyAsync(pidfd, LibC.PollIn, cancellationToken);
        }
        finally
        {
            _ = LibC.Close(pidfd);
        }
    }

    private static async Task AskUntilEndedAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        while (ProcessTable.IsAlive(process))
            await Task.Delay(AskingInterval, cancellationToken);
    }
}
