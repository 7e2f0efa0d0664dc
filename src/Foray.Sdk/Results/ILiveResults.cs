using Foray.Sdk.Jobs;

namespace Foray.Sdk.Results;

/// <summary>Results of a job that is running. Called for one test at a time.</summary>
public interface ILiveResults
{
    /// <summary>A test has ended, in any order; every test once.</summary>
    Task AddAsync(TestResult test, CancellationToken cancellationToken);

    /// <summary>The job has ended.</summary>
    Task EndAsync(JobResults results, CancellationToken cancellationToken);
}
