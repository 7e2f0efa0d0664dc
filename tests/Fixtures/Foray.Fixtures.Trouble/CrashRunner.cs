using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Trouble;

/// <summary>Fails instead of running anything.</summary>
[Plugin("crash")]
public sealed class CrashRunner : IRunner
{
    /// <inheritdoc/>
    public Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("the runner crashed");
}
