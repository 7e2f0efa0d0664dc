using System.CommandLine;

namespace Foray.Cli.Commands.Jobs;

/// <summary><c>foray job</c>: suites of tests.</summary>
internal static class JobCommand
{
    public const string Name = "job";

    public static Command Create() => new(Name, "Run suites of tests, and look at what came of them.")
    {
        JobRunCommand.Create(),
        JobListCommand.Create(),
        JobShowCommand.Create(),
        JobReplayCommand.Create(),
        JobDiffCommand.Create(),
    };
}
