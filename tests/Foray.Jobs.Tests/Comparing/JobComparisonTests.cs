using Foray.Jobs.Comparing;
using Foray.Sdk.Jobs;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Jobs.Tests.Comparing;

public sealed class JobComparisonTests
{
    [Fact]
    public void Tests_are_the_same_where_suite_and_name_are_equal()
    {
        var comparison = JobComparison.Of(Job(("a", TestStatus.Pass), ("b", TestStatus.Fail)), Job(("b", TestStatus.Pass), ("a", TestStatus.Pass)));
        Assert.Equal([("b", true), ("a", false)], comparison.Tests.Select(test => (test.Name, test.Differs)));
    }

    [Fact]
    public void Tests_of_one_name_are_paired_in_order()
    {
        var comparison = JobComparison.Of(Job(("a", TestStatus.Pass), ("a", TestStatus.Fail)), Job(("a", TestStatus.Pass), ("a", TestStatus.Fail), ("a", TestStatus.Pass)));
        Assert.Equal([false, false, true], comparison.Tests.Select(test => test.Differs));
        Assert.Null(comparison.Tests[2].Before);
    }

    [Fact]
    public void Tests_that_only_the_first_job_has_follow()
    {
        var comparison = JobComparison.Of(Job(("gone", TestStatus.Pass), ("a", TestStatus.Pass)), Job(("a", TestStatus.Pass)));
        Assert.Equal(["a", "gone"], comparison.Tests.Select(test => test.Name));
        Assert.Null(comparison.Tests[1].After);
    }

    private static JobResults Job(params (string Name, TestStatus Status)[] tests) => new(
        new JobStart(new string('a', 40), "/", DateTimeOffset.UnixEpoch, tests.Length), DateTimeOffset.UnixEpoch, JobEnd.Completed,
        [.. tests.Select((test, index) => new TestResult(index + 1, "tests", new Runnable("exec-test", test.Name), new TestOutcome(test.Status)) { Name = test.Name })]);
}
