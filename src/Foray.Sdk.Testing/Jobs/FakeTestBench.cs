using System.Collections.Concurrent;
using Foray.Sdk.Jobs;

namespace Foray.Sdk.Testing.Jobs;

/// <summary>A bench that runs nothing: references stand for what a test says, and tests end as it says.</summary>
public sealed class FakeTestBench : ITestBench
{
    private int _open;

    /// <summary>What references stand for, to be filled. Others stand for nothing.</summary>
    public Dictionary<string, IReadOnlyList<Runnable>> Tests { get; } = new(StringComparer.Ordinal);

    /// <summary>How a test ends. Default: it passes.</summary>
    public Func<TestAttempt, CancellationToken, Task<TestOutcome>> OnRun { get; set; } = (_, _) => Task.FromResult(new TestOutcome(TestStatus.Pass));

    /// <summary>What was to be run, in order.</summary>
    public ConcurrentQueue<TestAttempt> Attempts { get; } = new();

    /// <summary>How many slots were opened and not disposed.</summary>
    public int OpenSlots => Volatile.Read(ref _open);

    /// <inheritdoc/>
    public IReadOnlyList<Runnable> Resolve(string reference, string folder) => Tests.GetValueOrDefault(reference, []);

    /// <inheritdoc/>
    public ITestSlot OpenSlot()
    {
        Interlocked.Increment(ref _open);
        return new Slot(this);
    }

    private sealed class Slot(FakeTestBench bench) : ITestSlot
    {
        public Task<TestOutcome> RunAsync(TestAttempt attempt, CancellationToken cancellationToken)
        {
            bench.Attempts.Enqueue(attempt);
            Directory.CreateDirectory(attempt.Folder);
            return bench.OnRun(attempt, cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref bench._open);
            return ValueTask.CompletedTask;
        }
    }
}
