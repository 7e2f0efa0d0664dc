using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Output;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program kill</c>: ends a program.</summary>
internal static class ProgramKillCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Id of a submission, which is ended with all of its clones, or of one clone." };
        var station = StationPlace.Option();
        var command = new Command("kill", "End a program, wherever it is.") { id, station };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            foreach (var killed in await client.Programs.KillAsync(parsed.GetValue(id)!, cancellationToken))
                Console.Out.WriteLine($"killed {killed}");
            return ExitCode.Done;
        });
        return command;
    }
}
