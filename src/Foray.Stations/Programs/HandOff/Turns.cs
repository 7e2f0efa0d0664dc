namespace Foray.Stations.Programs.HandOff;

/// <summary>Lets one piece of work at a time decide about a program of this station.</summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _taken = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(id) is { } turn)
                return turn;
            if (Find(id) is { } other)
                await other.End.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The turn; null where another has it.</summary>
    public IDisposable? TryTake(string id)
    {
        lock (_lock)
        {
            var turn = new Turn(this, id);
            return _taken.TryAdd(id, turn) ? turn : null;
        }
    }

    private Turn? Find(string id)
    {
        lock (_lock)
            return _taken.GetValueOrDefault(id);
    }

    private sealed class Turn(Turns turns, string id) : IDisposable
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task End => _end.Task;

        public void Dispose()
        {
            lock (turns._lock)
                turns._taken.Remove(id);
            _end.TrySetResult();
        }
    }
}
