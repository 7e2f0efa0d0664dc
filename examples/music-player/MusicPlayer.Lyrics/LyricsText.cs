using System.Globalization;
using MusicPlayer.Contracts;

namespace MusicPlayer.Lyrics;

/// <summary>Reads the usual form of timed lyrics: <c>[01:23.45]words</c>; several times before one text repeat it.</summary>
internal static class LyricsText
{
    private const NumberStyles Seconds = NumberStyles.AllowDecimalPoint;

    /// <summary>The lines with a time, in order of time; others, such as <c>[ar:artist]</c>, are left out.</summary>
    public static IReadOnlyList<LyricsLine> Read(string text)
    {
        var lines = new List<LyricsLine>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var rest = line;
            var starts = new List<TimeSpan>();
            while (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end && Time(rest[1..end]) is { } start)
            {
                starts.Add(start);
                rest = rest[(end + 1)..];
            }

            lines.AddRange(starts.Select(start => new LyricsLine(start, rest.Trim())));
        }

        return [.. lines.OrderBy(line => line.Start)];
    }

    private static TimeSpan? Time(string text) =>
        text.Split(':') is [var minutes, var seconds]
        && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var wholeMinutes)
        && double.TryParse(seconds, Seconds, CultureInfo.InvariantCulture, out var restSeconds)
            ? TimeSpan.FromMinutes(wholeMinutes) + TimeSpan.FromSeconds(restSeconds)
            : null;
}
