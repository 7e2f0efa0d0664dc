namespace Foray.Sdk.Diagnostics;

/// <summary>What somebody who wrote an unknown key may have meant.</summary>
internal static class NearestKey
{
    private const int LongestKey = 30;
    private const int MostEdits = 2;

    /// <summary>The nearest of the known keys; null where none is near.</summary>
    public static string? Of(string key, IReadOnlyList<string> known)
    {
        if (key.Length > LongestKey)
            return null;
        var near = known.Select(candidate => (Key: candidate, Edits: Edits(key, candidate))).MinBy(candidate => candidate.Edits);
        return near.Edits <= Math.Min(MostEdits, near.Key.Length / 2) ? near.Key : null;
    }

    // Levenshtein's distance, a row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
