using Foray.Jobs.Planning;

namespace Foray.Jobs.Scheduling;

/// <summary>The tests that have not begun, in the order of their turns. Safe to take from at the same time.</summary>
internal sealed class TestQueue(IReadOnlyList<PlannedTest> tests)
{
    private int _next = -1;

    public PlannedTest? Take() => Interlocked.Increment(ref _next) is var index && index < tests.Count ? tests[index] : null;
}
