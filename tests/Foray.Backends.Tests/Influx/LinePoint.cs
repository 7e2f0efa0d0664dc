using System.Globalization;
using System.Text;

namespace Foray.Backends.Tests.Influx;

/// <summary>A point, read from a line of the line protocol by a little state machine after InfluxData's reference.</summary>
internal sealed record LinePoint(string Measurement, IReadOnlyList<(string Key, string Value)> Tags, IReadOnlyDictionary<string, object> Fields, long Time)
{
    /// <summary>What makes a point replace another.</summary>
    public string Identity => $"{Measurement}|{string.Join('|', Tags)}|{Time}";

    public static IReadOnlyList<LinePoint> ParseAll(string lines)
    {
        var (points, at) = (new List<LinePoint>(), 0);
        while (at < lines.Length)
            points.Add(Parse(lines, ref at));
        return points;
    }

    private static LinePoint Parse(string text, ref int at)
    {
        var measurement = Word(text, ref at, ", ", ", ");
        var tags = new List<(string, string)>();
        while (text[at] == ',')
        {
            at++;
            var key = Word(text, ref at, "=", ",= ");
            at++;
            tags.Add((key, Word(text, ref at, ", ", ",= ")));
        }

        var fields = new Dictionary<string, object>();
        do
        {
            at++;
            var key = Word(text, ref at, "=", ",= ");
            at++;
            fields.Add(key, Field(text, ref at));
        }
        while (text[at] == ',');
        at++;
        var end = text.IndexOf('\n', at);
        var time = long.Parse(text.AsSpan(at, end - at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        at = end + 1;
        return new LinePoint(measurement, tags, fields, time);
    }

    /// <summary>Up to one of the ends; a backslash takes the meaning from a special character, and is itself elsewhere.</summary>
    private static string Word(string text, ref int at, string ends, string special)
    {
        var word = new StringBuilder();
        for (; !ends.Contains(text[at], StringComparison.Ordinal); at++)
        {
            if (text[at] == '\n')
                throw new InvalidDataException($"the line ends in '{word}'");
            if (text[at] == '\\' && special.Contains(text[at + 1], StringComparison.Ordinal))
                at++;
            word.Append(text[at]);
        }

        return word.ToString();
    }

    private static object Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var word = Word(text, ref at, ", ", "");
            if (word.EndsWith('i'))
                return long.Parse(word[..^1], CultureInfo.InvariantCulture);
            return double.Parse(word, CultureInfo.InvariantCulture);
        }

        var value = new StringBuilder();
        for (at++; text[at] != '"'; at++)
        {
            if (text[at] == '\\' && text[at + 1] is ('"' or '\\'))
                at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
