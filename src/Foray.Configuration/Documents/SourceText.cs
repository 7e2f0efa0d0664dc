using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>The text of a file, for places that the parser does not know. Its lines are only looked up when something is wrong.</summary>
/// <param name="text">The text.</param>
internal sealed class SourceText(string text)
{
    private List<int>? _starts;

    /// <summary>A line without its end, from 1; empty behind the last one.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        _starts ??= FindStarts();
        if (number < 1 || number > _starts.Count)
            return [];
        var line = text.AsSpan(_starts[number - 1]);
        var end = line.IndexOfAny('\r', '\n');
        return end < 0 ? line : line[..end];
    }

    public int LineCount => (_starts ??= FindStarts()).Count;

    /// <summary>The place of a character in a scalar that stands on one line as it is; the scalar's own place otherwise.</summary>
    public Place PlaceWithin(ScalarNode scalar, int index)
    {
        var place = scalar.Place;
        var line = Line(place.Line);
        if (place.Column < 1 || place.Column > line.Length)
            return place;
        var written = line[(place.Column - 1)..];
        var quote = written[0] is '"' or '\'' ? 1 : 0;
        return written[quote..].StartsWith(scalar.Text, StringComparison.Ordinal) ? place with { Column = place.Column + quote + index } : place;
    }

    /// <summary>Line and column of a character.</summary>
    public static (int Line, int Column) Locate(ReadOnlySpan<char> before)
    {
        var line = before.Count('\n') + 1;
        return (line, before.Length - before.LastIndexOf('\n'));
    }

    private List<int> FindStarts()
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            starts.Add(at + 1);
        return starts;
    }
}
