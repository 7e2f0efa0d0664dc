namespace Foray.Sdk.Jobs;

/// <summary>
/// A place where tests run one after the other, with a runner for each kind of test, set up when it is first needed. Disposing it tears the runners down; it throws a
/// <see cref="Diagnostics.DiagnosticException"/> where one of them fails at that.
/// </summary>
public interface ITestSlot : IAsyncDisposable
{
    /// <summary>
    /// Runs a test once, as a job does: looks for what it requires, runs its set-up, the test within its time, and its tear-down. How it ended is the outcome, and no exception.
    /// </summary>
    /// <param name="attempt">The test, and where and how it is run.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>How it ended; <see cref="TestStatus.Interrupted"/> where it was cancelled or its time was up.</returns>
    /// <exception cref="Diagnostics.DiagnosticException">The machine or the runner failed, so that nothing is known of the test.</exception>
    Task<TestOutcome> RunAsync(TestAttempt attempt, CancellationToken cancellationToken);
}
