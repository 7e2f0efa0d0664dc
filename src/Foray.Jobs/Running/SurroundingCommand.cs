using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Jobs.Running;

/// <summary>The command lines before and after a test.</summary>
internal static class SurroundingCommand
{
    /// <summary>Runs a command line where the test runs.</summary>
    /// <param name="what">Name of its folder below the test's.</param>
    /// <param name="line">The command line.</param>
    /// <param name="test">The test, whose variables it has.</param>
    /// <param name="context">The test's context.</param>
    /// <param name="grace">How long it may take to end when it is asked to, before it is killed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What went wrong; null where nothing did.</returns>
    public static async Task<string?> RunAsync(string what, string line, Runnable test, ITestContext context, TimeSpan grace, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(context.Folder, what);
        Directory.CreateDirectory(folder);
        var program = new ProgramSpec($"{context.Id}/{what}", "/bin/sh", ["-c", line])
        {
            Environment = test.Environment,
            Grace = grace,
            WorkingFolder = context.Machine.SharesFiles ? context.WorkingFolder : ".",
        };
        var end = await context.Machine.RunProgramAsync(program, folder, cancellationToken);
        return end.ExitCode switch
        {
            0 => null,
            null => $"its {what} vanished",
            var code => $"its {what} ended with exit code {code}",
        };
    }
}
