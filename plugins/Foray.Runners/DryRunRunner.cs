using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners;

/// <summary>Stands in for the runner of any test, and runs nothing: every test ends as cancelled.</summary>
[Plugin("dry-run")]
public sealed class DryRunRunner : IRunner
{
    /// <inheritdoc/>
    public Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new TestOutcome(TestStatus.Cancel, "dry run"));
    }
}
