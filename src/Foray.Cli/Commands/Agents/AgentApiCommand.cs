using System.CommandLine;
using Foray.Cli.Commands.Stations;
using System.Text.Json.Nodes;
using Foray.Cli.Output;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent api</c>: what an agent offers.</summary>
internal static class AgentApiCommand
{
    public static Command Create()
    {
        var instance = InstanceArgument.Create();
        var station = StationPlace.Option();
        var format = CommonOptions.Format();
        var command = new Command("api", "Show what an agent offers: tasks, processes with their parameters, and feeds.") { instance, station, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = StationPlace.Open(parsed, station);
            var api = await client.DescribeAsync(parsed.GetValue(instance)!, cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                JsonOutput.WriteObject(api);
            else
                WriteText(parsed.GetValue(instance)!, api);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(string instance, JsonObject api)
    {
        Console.Out.WriteLine($"{instance} ({api["agent_class"]})");
        WriteOperations("tasks", api["tasks"] as JsonArray);
        WriteOperations("processes", api["processes"] as JsonArray);
        var feeds = (api["feeds"] as JsonArray ?? []).OfType<JsonArray>().Where(feed => feed.Count > 0).Select(feed => $"  {feed[0]}").ToList();
        WriteSection("feeds", feeds);
    }

    private static void WriteOperations(string title, JsonArray? operations) =>
        WriteSection(title, [.. (operations ?? []).OfType<JsonArray>().Where(entry => entry.Count >= 3).SelectMany(entry => LinesOf($"{entry[0]}", entry[1] as JsonObject, entry[2] as JsonObject))]);

    private static IEnumerable<string> LinesOf(string name, JsonObject? session, JsonObject? about)
    {
        var abortable = about?["abortable"] is JsonValue value && value.TryGetValue(out bool can) && can ? ", abortable" : "";
        yield return $"  {name} ({session?["status"] ?? "no_history"}{abortable})";
        foreach (var line in $"{about?["docstring"]}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            yield return $"      {line}";
        foreach (var (key, schema) in about?["params"]?["properties"] as JsonObject ?? [])
            yield return $"    {key}{Describe(schema as JsonObject)}";
    }

    private static string Describe(JsonObject? schema)
    {
        if (schema is null)
            return "";
        var type = schema["type"] is JsonArray several ? string.Join("|", several.Select(type => $"{type}")) : $"{schema["type"]}";
        var choices = schema["enum"] is JsonArray values ? $", one of {string.Join(", ", values.Select(value => $"{value}"))}" : "";
        var standard = schema["default"] is { } given ? $", default {given.ToJsonString()}" : "";
        var text = schema["description"] is { } description ? $": {description}" : "";
        return $" ({type}{choices}{standard}){text}";
    }

    private static void WriteSection(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        Console.Out.WriteLine($"{title}:");
        foreach (var line in lines)
            Console.Out.WriteLine(line);
    }
}
