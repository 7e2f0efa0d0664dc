using System.Collections.Concurrent;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>
/// The thread that starts all workers. The kernel ends a process that is to die with its parent when the thread that started it ends, and threads of the pool come and
/// go; this one lives as long as the station, and what it started dies with it.
/// </summary>
internal sealed class LaunchThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public LaunchThread()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "worker launch" };
        thread.Start();
    }

    /// <summary>Runs something on the thread.</summary>
    /// <exception cref="ObjectDisposedException">The thread has ended.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Complete(result, work));
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(LaunchThread));
        }

        return result.Task;
    }

    /// <summary>Ends the thread after what it was given.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
        _work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> result, Func<T> work)
    {
        try
        {
            result.SetResult(work());
        }
        catch (Exception exception)
        {
            result.SetException(exception);
        }
    }
}
