using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>The workers of one runtime that wait for a program, ready or about to be.</summary>
internal sealed class WaitingWorkers : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Task<WorkerProcess>> _workers = [];
    private bool _closed;

    /// <summary>Starts as many as are missing.</summary>
    public void Fill(int count, Func<Task<WorkerProcess>> start)
    {
        lock (_lock)
        {
            while (!_closed && _workers.Count < count)
                _workers.Enqueue(Task.Run(start));
        }
    }

    /// <summary>The one that began first, once it is ready; null where none waits, or those that did have failed.</summary>
    public async Task<WorkerProcess?> TakeAsync(CancellationToken cancellationToken)
    {
        while (Next() is { } next)
        {
            try
            {
                var worker = await next.WaitAsync(cancellationToken);
                if (!worker.End.IsCompleted)
                    return worker;
                await worker.DisposeAsync();
            }
            catch (DiagnosticException)
            {
                // It did not become ready; a fresh one says why, or does better.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                PutBack(next);
                throw;
            }
        }

        return null;
    }

    /// <summary>Ends all that wait, and lets none wait any more.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _closed = true;
        while (Next() is { } worker)
        {
            await ((Task)worker).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (worker.IsCompletedSuccessfully)
                await (await worker).DisposeAsync();
        }
    }

    private Task<WorkerProcess>? Next()
    {
        lock (_lock)
            return _workers.TryDequeue(out var worker) ? worker : null;
    }

    private void PutBack(Task<WorkerProcess> worker)
    {
        lock (_lock)
            _workers.Enqueue(worker);
    }
}
