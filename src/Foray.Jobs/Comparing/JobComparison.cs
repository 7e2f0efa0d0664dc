using Foray.Sdk.Jobs;

namespace Foray.Jobs.Comparing;

/// <summary>Two jobs beside each other, test by test: those of equal suite and name are the same test; where a job has several of them, they are paired in order.</summary>
/// <param name="Before">The first job.</param>
/// <param name="After">The second job.</param>
/// <param name="Tests">All tests of both, in the order of the second one; those that only the first one has follow.</param>
public sealed record JobComparison(JobResults Before, JobResults After, IReadOnlyList<ComparedTest> Tests)
{
    /// <summary>Compares two jobs.</summary>
    public static JobComparison Of(JobResults before, JobResults after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var left = before.Tests.GroupBy(KeyOf).ToDictionary(group => group.Key, group => new Queue<TestResult>(group));
        var tests = after.Tests.Select(test => new ComparedTest(test.Suite, test.Name, left.TryGetValue(KeyOf(test), out var same) && same.TryDequeue(out var earlier) ? earlier : null, test)).ToList();
        tests.AddRange(left.Values.SelectMany(rest => rest).OrderBy(test => test.Number).Select(test => new ComparedTest(test.Suite, test.Name, test, null)));
        return new JobComparison(before, after, tests);
    }

    private static (string Suite, string Name) KeyOf(TestResult test) => (test.Suite, test.Name);
}
