using System.Globalization;
using System.Text.Json;

namespace Foray.Sdk.Experiments;

/// <summary>
/// Reads what scripts append to the file in <c>$FORAY_METRICS</c>: a line per report, either <c>name=value</c> pairs between spaces,
/// with an optional <c>step=N</c> that belongs to all of the line, or a JSON object of numbers with an optional <c>"step"</c>.
/// </summary>
public static class MetricsFile
{
    /// <summary>Reads the points, in order. A last line without an end is read too.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="unreadable">Numbers of the lines that could not be read, from 1; nothing of such a line is taken.</param>
    public static IReadOnlyList<MetricPoint> Read(string text, out IReadOnlyList<int> unreadable)
    {
        var points = new List<MetricPoint>();
        var bad = new List<int>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.Trim();
            if (content.Length == 0)
                continue;
            var read = content[0] == '{' ? FromJson(content.ToString()) : FromPairs(content.ToString());
            if (read is null)
                bad.Add(number);
            else
                points.AddRange(read);
        }

        unreadable = bad;
        return points;
    }

    private static List<MetricPoint>? FromPairs(string line)
    {
        var pairs = new List<(string Name, double Value)>();
        long? step = null;
        foreach (var word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return null;
            if (word[..equals] == "step")
            {
                if (!long.TryParse(word[(equals + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position))
                    return null;
                step = position;
            }
            else if (double.TryParse(word[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                pairs.Add((word[..equals], value));
            else
                return null;
        }

        return pairs.Count == 0 ? null : pairs.ConvertAll(pair => new MetricPoint(pair.Name, pair.Value, step));
    }

    private static List<MetricPoint>? FromJson(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var points = new List<MetricPoint>();
            long? step = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.Number)
                    return null;
                if (property.Name == "step")
                    step = property.Value.TryGetInt64(out var position) ? position : throw new JsonException();
                else if (property.Name.Length > 0 && double.IsFinite(property.Value.GetDouble()))
                    points.Add(new MetricPoint(property.Name, property.Value.GetDouble(), null));
                else
                    return null;
            }

            return points.Count == 0 ? null : points.ConvertAll(point => point with { Step = step });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
