using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Sdk.Ansible;

/// <summary>Reads what <c>callback.py</c> tells.</summary>
internal sealed class PlaybookProgress(Action<PlaybookEvent>? observer)
{
    private readonly Dictionary<string, PlaybookEvent> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _ends = new(StringComparer.Ordinal);

    /// <summary>The machines that have been heard of, and what failed on them; null where nothing did.</summary>
    public PlaybookEvent? FailureOf(string machine) => _failures.GetValueOrDefault(machine);

    /// <summary>True where Ansible told the end of a machine.</summary>
    public bool HasEnded(string machine) => _ends.ContainsKey(machine);

    public int ChangesOf(string machine) => _changes.GetValueOrDefault(machine);

    public JsonObject DataOf(string machine) => _ends.GetValueOrDefault(machine)?["data"]?.DeepClone() as JsonObject ?? [];

    /// <summary>Takes a line; one that is nobody's is passed over, because a module may print what it likes.</summary>
    public void Read(string line)
    {
        try
        {
            if (line.StartsWith('{') && JsonNode.Parse(line) is JsonObject told)
                Take(told);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
        }
    }

    private void Take(JsonObject told)
    {
        switch ((string?)told["event"])
        {
            case "result" when Enum.TryParse<PlaybookTaskStatus>((string?)told["status"], ignoreCase: true, out var status):
                Take(new PlaybookEvent((string?)told["machine"] ?? "", (string?)told["task"] ?? "", status, (string?)told["message"] ?? ""));
                break;
            case "end" when told["machines"] is JsonObject machines:
                foreach (var (machine, end) in machines)
                    if (end is JsonObject counts)
                        _ends[machine] = counts;
                break;
        }
    }

    private void Take(PlaybookEvent happened)
    {
        if (happened.Status is PlaybookTaskStatus.Failed or PlaybookTaskStatus.Unreachable)
            _failures.TryAdd(happened.Machine, happened);
        if (happened.Status is PlaybookTaskStatus.Changed)
            _changes[happened.Machine] = ChangesOf(happened.Machine) + 1;
        observer?.Invoke(happened);
    }
}
