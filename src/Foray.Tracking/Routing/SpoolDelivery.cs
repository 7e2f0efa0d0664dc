using Foray.Sdk.Diagnostics;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Routing;

/// <summary>Carries one spool to its sinks, each at its own pace, and removes what all of them have.</summary>
internal sealed class SpoolDelivery : IDisposable
{
    private readonly Lock _releasing = new();
    private readonly SpoolReader _reader;
    private readonly List<SpoolReader> _readers = [];
    private readonly CancellationTokenSource _giveUp = new();
    private readonly List<SinkWorker> _workers;
    private readonly Task<bool[]> _work;
    private TaskCompletionSource _moved = NewMark();

    /// <summary>Begins the delivery.</summary>
    /// <param name="folder">Folder of the spool.</param>
    /// <param name="sinks">Its sinks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isOrphan">True where nothing more comes into the spool.</param>
    /// <exception cref="DiagnosticException">The spool cannot be read.</exception>
    public SpoolDelivery(string folder, IReadOnlyList<ISink> sinks, TimeProvider time, bool isOrphan)
    {
        _reader = SpoolReader.Open(folder, time);
        _workers = [.. sinks.Select(sink => new SinkWorker(sink, OpenReader(folder, time), time, NoteMove))];
        if (isOrphan)
            NoteEnd();
        _work = Task.WhenAll(_workers.Select(worker => Task.Run(() => worker.RunAsync(_giveUp.Token))));
    }

    public IEnumerable<ISink> Sinks => _workers.Select(worker => worker.Sink);

    /// <summary>Nothing more comes into the spool.</summary>
    public void NoteEnd()
    {
        _reader.NoteEnd();
        _workers.ForEach(worker => worker.NoteEnd());
    }

    /// <summary>Waits until the first sink is done with all before a position.</summary>
    public async Task ReachAsync(long position, CancellationToken cancellationToken)
    {
        for (var moved = Volatile.Read(ref _moved); _workers[0].Sink.Position < position; moved = Volatile.Read(ref _moved))
            await moved.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until all sinks have got everything, or the time is over: what is left then stays in the spool.</summary>
    /// <returns>True where all have got everything.</returns>
    public async Task<bool> FinishAsync(CancellationToken deadline)
    {
        NoteEnd();
        await using var stopping = deadline.Register(() => _giveUp.Cancel());
        return (await _work).All(isComplete => isComplete);
    }

    public void Dispose()
    {
        _readers.ForEach(reader => reader.Dispose());
        _reader.Dispose();
        _giveUp.Dispose();
    }

    private static TaskCompletionSource NewMark() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void NoteMove()
    {
        Interlocked.Exchange(ref _moved, NewMark()).TrySetResult();
        Release();
    }

    private SpoolReader OpenReader(string folder, TimeProvider time)
    {
        var reader = SpoolReader.Open(folder, time);
        _readers.Add(reader);
        return reader;
    }

    private void Release()
    {
        lock (_releasing)
        {
            try
            {
                _reader.Release(_workers.Min(worker => worker.Sink.Position));
            }
            catch (DiagnosticException)
            {
                // It only takes room, and is tried again with the next part.
            }
        }
    }
}
