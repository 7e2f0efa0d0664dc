using System.Globalization;

namespace Foray.Engines.Slurm;

/// <summary>How a job array stands, as poll.sh tells it.</summary>
internal sealed record ArrayReport
{
    private Dictionary<int, TaskState>? _byIndex;

    /// <summary>True where the array's folder is not there any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Id of the array; null while Slurm has not taken it.</summary>
    public string? Job { get; private set; }

    /// <summary>Why Slurm did not take it; null where it did or has not yet.</summary>
    public string? Refused { get; private set; }

    /// <summary>True where Slurm told all that it knows.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>What was said instead of an answer.</summary>
    public string? Complaint { get; private set; }

    /// <summary>What Slurm knows of the tasks.</summary>
    public IReadOnlyList<TaskState> States { get; private init; } = [];

    /// <summary>Ends that tasks have recorded.</summary>
    public IReadOnlyList<TaskEnd> Ends { get; private init; } = [];

    /// <summary>What Slurm says of a task: of two jobs of it that which is not over. Null where it knows none.</summary>
    public TaskState? StateOf(int index) => (_byIndex ??= ByIndex()).GetValueOrDefault(index);

    /// <summary>Reads a report; lines that it cannot read are left out.</summary>
    /// <param name="text">What poll.sh printed.</param>
    /// <param name="tasks">Number of the array's tasks.</param>
    public static ArrayReport Parse(string text, int tasks)
    {
        var states = new List<TaskState>();
        var ends = new List<TaskEnd>();
        var report = new ArrayReport { States = states, Ends = ends };
        foreach (var line in text.Split('\n'))
        {
            var (word, rest) = Split(line);
            switch (word)
            {
                case "gone": report.IsGone = true; break;
                case "job": report.Job = rest; break;
                case "refused": report.Refused = rest; break;
                case "answered": report.HasAnswered = true; break;
                case "unanswered": report.Complaint ??= rest; break;
                case "state" when TaskState.Parse(rest, tasks) is { } state: states.Add(state); break;
                case "end" when ReadEnd(rest) is { } end: ends.Add(end); break;
                case "script" when ends.Count > 0 && ReadScript(rest) is { } script: ends[^1] = ends[^1] with { Scripts = [.. ends[^1].Scripts, script] }; break;
                case "why" when ends.Count > 0: ends[^1] = ends[^1] with { Why = rest }; break;
            }
        }

        return report;
    }

    private Dictionary<int, TaskState> ByIndex()
    {
        var states = new Dictionary<int, TaskState>();
        foreach (var state in States)
            foreach (var index in state.Indexes)
                if (!states.TryGetValue(index, out var other) || other.IsFinal)
                    states[index] = state;
        return states;
    }

    private static (string Word, string Text) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
    }

    private static TaskEnd? ReadEnd(string text) =>
        text.Split(' ') is [var index, var code, var asked, var job, var node]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var exit)
            ? new TaskEnd(number, exit, asked == "1", job, node)
            : null;

    private static ScriptTimes? ReadScript(string text) =>
        text.Split(' ') is [var name, var code, var begun, var ended]
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var exit)
        && TryTime(begun, out var started) && TryTime(ended, out var end)
            ? new ScriptTimes(name, exit, started, end > started ? end - started : TimeSpan.Zero)
            : null;

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > 100_000_000_000)
            return false;
        time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
