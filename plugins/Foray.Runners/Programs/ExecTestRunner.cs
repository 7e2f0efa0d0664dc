using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;

namespace Foray.Runners.Programs;

/// <summary>Runs a program: exit code 0 is a pass.</summary>
[Plugin("exec-test")]
public sealed class ExecTestRunner : IRunner
{
    /// <inheritdoc/>
    public Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new TestProgram(test, context).RunAsync(static end => Task.FromResult(ExitCode.Judge(end)), cancellationToken);
    }
}
