using System.CommandLine;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program</c>: programs that travel between stations.</summary>
internal static class ProgramCommand
{
    public const string Name = "program";

    public static Command Create() => new(Name, "Submit programs that travel between stations, and look at what becomes of them.")
    {
        ProgramSubmitCommand.Create(),
        ProgramListCommand.Create(),
        ProgramShowCommand.Create(),
        ProgramKillCommand.Create(),
    };
}
