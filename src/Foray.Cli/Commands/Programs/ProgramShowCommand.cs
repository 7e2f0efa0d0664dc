using System.CommandLine;
using System.Text.Json.Nodes;
using Foray.Cli.Commands.Stations;
using Foray.Cli.Output;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Programs;

/// <summary><c>foray program show</c>: what became of a submission.</summary>
internal static class ProgramShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Id of the submission." };
        var station = StationPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("show", "Show what became of a submission and its clones: where they were, what they printed, how they ended.") { id, station, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            var history = await client.Programs.HistoryAsync(parsed.GetValue(id)!, cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                JsonOutput.WriteObject(writer => writer.WriteList("events", history, news =>
                    new JsonObject { ["program"] = news.Program, ["kind"] = news.Kind, ["content"] = news.Content.DeepClone() }.WriteTo(writer)));
            else
                foreach (var news in history)
                    Console.Out.WriteLine(Line(news));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(ProgramNews news)
    {
        var station = (string?)news.Content["station"];
        return $"{news.Program[..8]}  " + news.Kind switch
        {
            "submitted" => $"submitted to {station}",
            "moved" => $"left for {station}",
            "cloned" => $"cloned to {station}",
            "printed" => $"printed: {((string?)news.Content["text"])?.TrimEnd().Replace("\n", "\n          ", StringComparison.Ordinal)}",
            _ => (string?)news.Content["message"] is { } message ? $"ended at {station}: {message}" : $"ended at {station} ({(string?)news.Content["end"]})",
        };
    }
}
