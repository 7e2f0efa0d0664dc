using Foray.Stations.Cluster;

namespace Foray.Stations.Tests.Programs.Reporting;

/// <summary>A part of a station with a fault.</summary>
internal sealed class FailingPart(string name) : IStationPart
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public string Name => name;

    /// <summary>Done when it was asked.</summary>
    public Task Asked => _asked.Task;

    /// <summary>How often it was asked.</summary>
    public int Count => Volatile.Read(ref _count);

    public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        _asked.TrySetResult();
        throw new InvalidOperationException("a fault");
    }
}
