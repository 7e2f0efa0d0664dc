using System.CommandLine;

namespace Foray.Cli.Commands.Stations;

/// <summary><c>foray station</c>: hosts of agents and programs.</summary>
internal static class StationCommand
{
    public const string Name = "station";

    public static Command Create() => new(Name, "Run agents and travelling programs.")
    {
        StationStartCommand.Create(),
    };
}
