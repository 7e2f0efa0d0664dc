using System.Text.Json;

namespace Foray.CommandLine;

/// <summary>What a run wrote into results.json.</summary>
internal sealed class ResultsFile
{
    private readonly JsonElement _root;

    private ResultsFile(JsonElement root) => _root = root;

    public string Run => _root.GetProperty("run").GetString()!;

    public string Status => _root.GetProperty("status").GetString()!;

    public IReadOnlyList<JsonElement> Cases => [.. _root.GetProperty("cases").EnumerateArray()];

    public static ResultsFile Latest(TestFolder folder, string output = "output")
    {
        using var document = JsonDocument.Parse(File.ReadAllText(folder.Of(output, "latest", "results.json")));
        return new ResultsFile(document.RootElement.Clone());
    }

    /// <summary>Statuses by <c>experiment case machine</c>, sorted.</summary>
    public IReadOnlyList<string> Statuses =>
        [.. Cases.Select(row => $"{Text(row, "experiment")} {Text(row, "case")} {Text(row, "machine")}: {Text(row, "status")}").Order(StringComparer.Ordinal)];

    /// <summary>Rows that this very run produced.</summary>
    public IReadOnlyList<JsonElement> Fresh => [.. Cases.Where(row => Text(row, "run") == Run)];

    public JsonElement Of(string name) => Cases.Single(row => Text(row, "case") == name);

    public static string? Text(JsonElement row, string member) => row.GetProperty(member).GetString();
}
