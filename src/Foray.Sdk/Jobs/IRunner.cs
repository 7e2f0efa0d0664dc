using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>Runs tests of one kind: <see cref="Runnable.Kind"/> is the plugin's name. May be called for several tests at once.</summary>
[PluginKind("runner")]
public interface IRunner
{
    /// <summary>Prepares for the tests that follow; may be called again after a <see cref="TearDownAsync"/>. Default: nothing.</summary>
    Task SetUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs a test and waits for its end: nothing that it started runs on when this returns. How the test ended is the outcome, and no exception.
    /// When cancelled, it stops what it started.
    /// </summary>
    /// <returns>How the test ended; <see cref="TestStatus.Interrupted"/> where it was cancelled, unless this throws <see cref="OperationCanceledException"/> then.</returns>
    /// <exception cref="Diagnostics.DiagnosticException">The machine failed, so that nothing is known of the test.</exception>
    Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken);

    /// <summary>Cleans up after the last test; called whatever happened, also where <see cref="SetUpAsync"/> failed. Default: nothing.</summary>
    Task TearDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
