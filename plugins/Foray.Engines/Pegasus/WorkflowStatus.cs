using System.Globalization;
using System.Text.Json;

namespace Foray.Engines.Pegasus;

/// <summary>How a workflow stands, as pegasus-status tells it.</summary>
/// <param name="Total">Its jobs.</param>
/// <param name="Succeeded">Those that succeeded.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="State">State of the whole: <c>Running</c>, <c>Success</c>, <c>Failure</c>; empty where it is not told.</param>
internal sealed record WorkflowStatus(int Total, int Succeeded, int Failed, string State)
{
    private static readonly string[] Counts = ["UNREADY", "READY", "PRE", "IN_Q", "POST", "DONE", "FAIL"];

    /// <summary>True where it succeeded, false where it failed, null where neither is told.</summary>
    public bool? HasSucceeded => State switch { "Success" => true, "Failure" => false, _ => null };

    /// <summary>Jobs and state, for people.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Succeeded} of {Total} jobs done{(Failed > 0 ? $", {Failed} failed" : "")}{(State.Length > 0 ? $" ({State})" : "")}");

    /// <summary>Reads what pegasus-status says, as JSON or as a table; null where it says nothing of a workflow.</summary>
    public static WorkflowStatus? Parse(string text) => text.TrimStart().StartsWith('{') ? FromJson(text) : FromTable(text);

    private static WorkflowStatus? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !TryObject(document.RootElement, "dags", out var dags))
                return null;
            var root = TryObject(dags, "root", out var named) ? named : default;
            var totals = TryObject(document.RootElement, "totals", out var sum) ? sum : root;
            return new WorkflowStatus(Number(totals, "total"), Number(totals, "succeeded"), Number(totals, "failed"), StateOf(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string StateOf(JsonElement dag) =>
        dag.ValueKind == JsonValueKind.Object && dag.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String ? state.GetString()! : "";

    private static bool TryObject(JsonElement parent, string name, out JsonElement member) =>
        parent.TryGetProperty(name, out member) && member.ValueKind == JsonValueKind.Object;

    private static int Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var number) && number.TryGetInt32(out var value) ? value : 0;

    /// <summary>The table has a row for each part of a workflow, with a star before the name of the whole; the last row where none has one.</summary>
    private static WorkflowStatus? FromTable(string text)
    {
        string[]? head = null;
        WorkflowStatus? found = null;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Contains("%DONE"))
                head = words;
            else if (head is not null && words.Length >= head.Length && FromRow(head, words) is { } row)
            {
                found = row;
                if (line.Contains('*', StringComparison.Ordinal))
                    break;
            }
        }

        return found;
    }

    private static WorkflowStatus? FromRow(string[] head, string[] words)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in Counts)
        {
            var column = Array.IndexOf(head, name);
            if (column >= 0 && !int.TryParse(words[column], NumberStyles.None | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _))
                return null;
            counts[name] = column < 0 ? 0 : int.Parse(words[column], NumberStyles.None | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        }

        var state = Array.IndexOf(head, "STATE");
        return new WorkflowStatus((int)Math.Min(int.MaxValue, counts.Values.Sum(count => (long)count)), counts["DONE"], counts["FAIL"], state < 0 ? "" : words[state]);
    }
}
