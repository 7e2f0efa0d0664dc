using System.Text.Json;

namespace Foray.CommandLine;

/// <summary>The records of an experiment's journal.</summary>
internal static class JournalFile
{
    public static IReadOnlyList<JsonElement> Read(TestFolder folder, string experiment = "experiment") =>
        [.. File.ReadAllLines(folder.Of("output", ".foray", experiment, "journal")).Skip(1).Select(line => JsonDocument.Parse(line[9..]).RootElement)];

    public static IReadOnlyList<JsonElement> Of(this IEnumerable<JsonElement> records, string type) =>
        [.. records.Where(record => record.GetProperty("type").GetString() == type)];

    public static IReadOnlyList<string> MachineIds(TestFolder folder) =>
        [.. Read(folder).Of("machine").Select(record => record.GetProperty("id").GetString()!).Distinct()];
}
