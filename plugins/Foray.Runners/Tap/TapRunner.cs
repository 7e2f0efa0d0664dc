using Foray.Runners.Programs;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;

namespace Foray.Runners.Tap;

/// <summary>Runs a program that says in TAP, versions 12 to 14, what came of its tests.</summary>
[Plugin("tap")]
public sealed class TapRunner : IRunner
{
    /// <inheritdoc/>
    public Task<TestOutcome> RunAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new TestProgram(test, context).RunAsync(end => JudgeAsync(end, context.Folder, cancellationToken), cancellationToken);
    }

    private static async Task<TestOutcome> JudgeAsync(ProgramEnd end, string folder, CancellationToken cancellationToken)
    {
        var report = new TapReport();
        await foreach (var line in LineReader.ReadAsync(Path.Combine(folder, "stdout"), cancellationToken))
        {
            if (!report.Add(line))
                break;
        }

        return report.Judge(end.ExitCode);
    }
}
