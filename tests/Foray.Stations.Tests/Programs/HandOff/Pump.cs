namespace Foray.Stations.Tests.Programs.HandOff;

/// <summary>Runs everything that is awaited on one thread, in the order in which it becomes ready: a run with the same choices is the same run.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    /// <summary>Runs until nothing is ready.</summary>
    public void Run()
    {
        while (_ready.TryDequeue(out var next))
            next.Callback(next.State);
    }
}
