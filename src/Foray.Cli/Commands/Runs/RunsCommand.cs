using System.CommandLine;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs</c>: what was tracked.</summary>
internal static class RunsCommand
{
    public const string Name = "runs";

    public static Command Create() => new(Name, "List, show, compare, plot, export and copy tracked runs.")
    {
        RunsListCommand.Create(),
        RunsShowCommand.Create(),
        RunsCompareCommand.Create(),
        RunsPlotCommand.Create(),
        RunsExportCommand.Create(),
        RunsTagCommand.Create(),
        RunsLifecycleCommands.CreateDelete(),
        RunsLifecycleCommands.CreateRestore(),
        RunsRecoverCommand.Create(),
        RunsSyncCommand.Create(),
    };
}
