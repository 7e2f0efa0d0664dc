using System.Globalization;

namespace Foray.Engines.Slurm;

/// <summary>Indexes of an array's tasks as Slurm writes them: <c>7</c>, <c>0-3,9-20:2%4</c>, in brackets or not.</summary>
internal static class TaskIndexes
{
    /// <summary>Reads indexes.</summary>
    /// <returns>False where the text is none, or names more than <paramref name="most"/>.</returns>
    public static bool TryParse(string text, int most, out IReadOnlyList<int> indexes)
    {
        indexes = [];
        var found = new List<int>();
        var list = text.Split('%')[0].Trim('[', ']');
        foreach (var part in list.Split(','))
            if (!TryAdd(part, most, found))
                return false;
        indexes = found;
        return true;
    }

    private static bool TryAdd(string part, int most, List<int> found)
    {
        var stepped = part.Split(':');
        var ends = stepped[0].Split('-');
        var step = 1;
        if (stepped.Length > 2 || ends.Length > 2 || (stepped.Length == 2 && !TryNumber(stepped[1], out step))
            || step < 1 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last))
            return false;
        for (long index = first; index <= last; index += step)
        {
            if (found.Count >= most)
                return false;
            found.Add((int)index);
        }

        return first <= last;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
