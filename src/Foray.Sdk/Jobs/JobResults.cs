namespace Foray.Sdk.Jobs;

/// <summary>All that a job produced.</summary>
/// <param name="Start">How it began.</param>
/// <param name="Ended">When it ended; where it died, the end of its last test.</param>
/// <param name="End">How it came to its end.</param>
/// <param name="Tests">Every test by its number, those that were not run included.</param>
public sealed record JobResults(JobStart Start, DateTimeOffset Ended, JobEnd End, IReadOnlyList<TestResult> Tests)
{
    /// <summary>True where every test passed, or was passed over for a reason that is no fault.</summary>
    public bool IsSuccess => End == JobEnd.Completed && Tests.All(test => test.Outcome.IsSuccess);

    /// <summary>How many tests ended so.</summary>
    public int Count(TestStatus status) => Tests.Count(test => test.Outcome.Status == status);
}
