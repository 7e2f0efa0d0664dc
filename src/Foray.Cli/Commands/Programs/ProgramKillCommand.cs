using System.CommandLine;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Output;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program kill</c>: ends a program.</summary>
internal static class ProgramKillCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Id of a submission, which is ended with all of its clones, or of one clone." };
        var station = StationOption.Create();
        var command = new Command("kill", "End a program, wherever it is.") { id, station };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = new StationHttp(StationAddress.Find(parsed.GetValue(station)));
            foreach (var killed in await new ProgramClient(http).KillAsync(parsed.GetValue(id)!, cancellationToken))
                Console.Out.WriteLine($"killed {killed}");
            return ExitCode.Done;
        });
        return command;
    }
}
