namespace Foray.Engines.Slurm;

/// <summary>A job array, or one that is to become one.</summary>
/// <param name="Id">Its folder below the machine's own.</param>
/// <param name="Rows">Folders of its tasks below the machine's own, in order.</param>
internal sealed record JobArray(string Id, IReadOnlyList<string> Rows)
{
    /// <summary>The rows of this run among its tasks, by index.</summary>
    public required IReadOnlyDictionary<int, SlurmRow> Wanted { get; init; }

    /// <summary>Its name in Slurm, which no other has.</summary>
    public string JobName => "foray-" + Id[(Id.LastIndexOf('/') + 1)..];

    /// <summary>A new array of these rows, which have begun.</summary>
    public static JobArray Of(string arrays, IReadOnlyList<SlurmRow> rows) =>
        new($"{arrays}/{Guid.NewGuid():N}", [.. rows.Select(row => row.Row.Id)]) { Wanted = rows.Index().ToDictionary(pair => pair.Index, pair => pair.Item) };

    /// <summary>Reads what list.sh prints.</summary>
    /// <param name="text">The list.</param>
    /// <param name="arrays">Folder of the arrays.</param>
    /// <param name="rows">The rows of this run that an earlier one began, by their folders.</param>
    public static IReadOnlyList<JobArray> Read(string text, string arrays, IReadOnlyDictionary<string, SlurmRow> rows)
    {
        var found = new List<(string Name, List<string> Rows)>();
        foreach (var line in text.Split('\n'))
            if (line.StartsWith("array ", StringComparison.Ordinal))
                found.Add((line[6..], []));
            else if (line.StartsWith("row ", StringComparison.Ordinal) && found.Count > 0)
                found[^1].Rows.Add(line[4..]);
        return [.. found.Select(array => new JobArray($"{arrays}/{array.Name}", array.Rows)
        {
            Wanted = array.Rows.Index().Where(pair => rows.ContainsKey(pair.Item)).ToDictionary(pair => pair.Index, pair => rows[pair.Item]),
        })];
    }
}
