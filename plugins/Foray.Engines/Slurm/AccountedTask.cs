using System.Globalization;

namespace Foray.Engines.Slurm;

/// <summary>What Slurm's accounting keeps of a task.</summary>
/// <param name="State">Its state.</param>
/// <param name="Started">When it started; null where it never did.</param>
/// <param name="Elapsed">How long it ran.</param>
internal sealed record AccountedTask(TaskState State, DateTimeOffset? Started, TimeSpan Elapsed)
{
    /// <summary>Asks for all tasks of $job, with times in seconds since 1970; nothing where the cluster has no accounting.</summary>
    public const string Question =
        "SLURM_TIME_FORMAT=%s sacct --noheader --parsable2 --allocations --jobs=\"$job\" --format=JobID,State,Start,ElapsedRaw,NodeList 2>/dev/null || :";

    /// <summary>Reads the answer to the question.</summary>
    /// <param name="text">What sacct printed.</param>
    /// <param name="most">Number of the array's tasks.</param>
    public static IReadOnlyDictionary<int, AccountedTask> Read(string text, int most)
    {
        var tasks = new Dictionary<int, AccountedTask>();
        foreach (var line in text.Split('\n'))
            if (line.Split('|') is [var id, var state, var start, var elapsed, var nodes] && id.IndexOf('_', StringComparison.Ordinal) is > 0 and var mark
                && TaskIndexes.TryParse(id[(mark + 1)..], most, out var indexes))
            {
                var task = new AccountedTask(
                    // As in "CANCELLED by 1000".
                    new TaskState(indexes, state.Split(' ')[0], nodes is "None assigned" ? "" : nodes, state.Contains(' ', StringComparison.Ordinal) ? state[(state.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "None"),
                    long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null,
                    TimeSpan.FromSeconds(long.TryParse(elapsed, NumberStyles.None, CultureInfo.InvariantCulture, out var ran) ? ran : 0));
                foreach (var index in indexes)
                    tasks[index] = task;
            }

        return tasks;
    }
}
