using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Output;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program list</c>: the programs of all stations.</summary>
internal static class ProgramListCommand
{
    public static Command Create()
    {
        var station = StationPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("list", "Show the programs of all stations, and those that were submitted to this one and have ended.") { station, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            var programs = await client.Programs.ListAsync(cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                JsonOutput.WriteObject(writer =>
                {
                    writer.WritePropertyName("programs");
                    programs.WriteTo(writer);
                });
            else
                Console.Out.Write(TextTable.Format(["PROGRAM", "MAIN", "STATION", "STATE", "SINCE"], [.. programs.Select(Cells)]));
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<string> Cells(JsonNode? program) =>
    [
        (string)program!["id"]!,
        (string?)program["main"] ?? "?",
        (string)program["station"]!,
        (string?)program["end"] ?? (string)program["state"]!,
        program["since"] is { } since ? ((DateTimeOffset)since).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "",
    ];
}
