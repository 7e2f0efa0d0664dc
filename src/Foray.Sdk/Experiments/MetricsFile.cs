using System.Globalization;
using System.Text.Json;

namespace Foray.Sdk.Experiments;

/// <summary>
/// Reads what scripts append to the file in <c>$FORAY_METRICS</c>: a line per report, either <c>name=value</c> pairs between spaces,
/// with an optional <c>step=N</c> that belongs to all of the line, or a JSON object: of numbers with an optional <c>"step"</c>, or with one of
/// <c>"param"</c>, <c>"tag"</c> (objects of texts) and <c>"artifact"</c> (a file or folder, with an optional <c>"path"</c> to keep it under).
/// NaN and the infinities are <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, in JSON as texts.
/// </summary>
public static class MetricsFile
{
    private const string Step = "step";

    /// <summary>Reads the finite numbers, in order. A last line without an end is read too.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="unreadable">Numbers of the lines that could not be read, from 1; nothing of such a line is taken.</param>
    public static IReadOnlyList<MetricPoint> Read(string text, out IReadOnlyList<int> unreadable) =>
        [.. ReadReport(text, out unreadable).Points.Where(point => double.IsFinite(point.Value))];

    /// <summary>Reads all of it. A last line without an end is read too.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="unreadable">Numbers of the lines that could not be read, from 1; nothing of such a line is taken.</param>
    public static ScriptReport ReadReport(string text, out IReadOnlyList<int> unreadable)
    {
        var report = new Lines();
        var bad = new List<int>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.Trim();
            if (content.Length > 0 && !(content[0] == '{' ? TakeJson(content.ToString(), report) : TakePairs(content.ToString(), report)))
                bad.Add(number);
        }

        unreadable = bad;
        return new ScriptReport(report.Points, report.Parameters, report.Tags, report.Artifacts);
    }

    /// <summary>Reads a number: a finite one with a point, or <c>nan</c>, <c>inf</c> or <c>infinity</c> in any case, with a sign or without.</summary>
    /// <returns>Null where it is none, or too large for one.</returns>
    public static double? ReadNumber(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return UnusualNumberOf(text) ?? (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null);
    }

    private static bool TakePairs(string line, Lines report)
    {
        var pairs = new List<(string Name, double Value)>();
        long? step = null;
        foreach (var word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return false;
            if (word[..equals] == Step)
            {
                if (!long.TryParse(word[(equals + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position))
                    return false;
                step = position;
            }
            else if (ReadNumber(word[(equals + 1)..]) is { } value)
                pairs.Add((word[..equals], value));
            else
                return false;
        }

        report.Points.AddRange(pairs.Select(pair => new MetricPoint(pair.Name, pair.Value, step)));
        return pairs.Count > 0;
    }

    private static bool TakeJson(string line, Lines report)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (ArtifactOf(root) is { } artifact)
            {
                report.Artifacts.Add(artifact);
                return true;
            }

            if (root.EnumerateObject().Count() == 1 && root.EnumerateObject().First() is { Value.ValueKind: JsonValueKind.Object } only)
            {
                switch (only.Name)
                {
                    case "param" when TextsOf(only.Value) is { } parameters:
                        report.Parameters.AddRange(parameters);
                        return true;
                    case "tag" when TextsOf(only.Value) is { } tags:
                        report.Tags.AddRange(tags);
                        return true;
                }
            }

            return TakeNumbers(root, report);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // an unpaired surrogate is an InvalidOperationException
        }
    }

    private static ReportedArtifact? ArtifactOf(JsonElement root)
    {
        if (!root.TryGetProperty("artifact", out var file) || TextOf(file) is not { } source)
            return null;
        var members = root.EnumerateObject().Count();
        if (members == 1)
            return new ReportedArtifact(source, null);
        return members == 2 && root.TryGetProperty("path", out var path) && TextOf(path) is { } target ? new ReportedArtifact(source, target) : null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool TakeNumbers(JsonElement root, Lines report)
    {
        var pairs = new List<(string Name, double Value)>();
        long? step = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == Step)
            {
                if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt64(out var position))
                    return false;
                step = position;
            }
            else if (property.Name.Length > 0 && NumberOf(property.Value) is { } value)
                pairs.Add((property.Name, value));
            else
                return false;
        }

        report.Points.AddRange(pairs.Select(pair => new MetricPoint(pair.Name, pair.Value, step)));
        return pairs.Count > 0;
    }

    private static List<KeyValuePair<string, string>>? TextsOf(JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
            return null;
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var property in values.EnumerateObject())
        {
            if (property.Name.Length == 0 || property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                return null;
            texts.Add(KeyValuePair.Create(property.Name, property.Value.ToString()));
        }

        return texts;
    }

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble() is var number && double.IsFinite(number) ? number : null,
        JsonValueKind.String => UnusualNumberOf(value.GetString()!),
        _ => null,
    };

    private static double? UnusualNumberOf(string text) => text.ToLowerInvariant() switch
    {
        "nan" or "+nan" or "-nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => null,
    };

    private sealed class Lines
    {
        public List<MetricPoint> Points { get; } = [];

        public List<KeyValuePair<string, string>> Parameters { get; } = [];

        public List<KeyValuePair<string, string>> Tags { get; } = [];

        public List<ReportedArtifact> Artifacts { get; } = [];
    }
}
