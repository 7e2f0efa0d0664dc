using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Trouble;

/// <summary>Fails at every end of a test where TROUBLE is 'hook'.</summary>
[Plugin("trouble")]
public sealed class TroubleHook : IJobHook
{
    /// <inheritdoc/>
    public ValueTask TestEndedAsync(TestResult test, CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable("TROUBLE") == "hook" ? throw new InvalidOperationException("the hook stumbled") : ValueTask.CompletedTask;
}
