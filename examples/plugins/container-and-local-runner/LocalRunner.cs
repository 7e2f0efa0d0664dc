using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Example.Runners;

/// <summary>Runs a test as a program of its machine: 0 is a pass. It needs no set-up, so it has none.</summary>
[Plugin("local", Description = "Runs a test as a program of its machine.")]
public sealed class LocalRunner : IRunner
{
    /// <inheritdoc/>
    public Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken) =>
        TestCommand.RunAsync(context, $"exec {ShellWords.Join([test.Uri, .. test.Arguments])}", test.Environment, static () => Task.CompletedTask, cancellationToken);
}
