using Foray.Sdk.Tracking;

namespace Foray.Collectors;

/// <summary>What a collector finds at one moment: all of it has that time.</summary>
internal sealed class Measurement(IMetricSink sink, string source, DateTimeOffset time)
{
    /// <summary>Adds a number; null is one that the computer did not tell, and is left out.</summary>
    public void Add(string name, double? value, string unit, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        if (value is not { } number || !double.IsFinite(number))
            return;
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = unit };
        foreach (var (key, text) in tags)
            all[key] = text;
        sink.Log(New(name, MetricType.System) with { Number = number, Tags = all });
    }

    /// <summary>Adds a word about the run; null and empty ones are left out.</summary>
    public void AddTag(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            sink.Log(New(name, MetricType.Tag) with { Text = text });
    }

    /// <summary>Adds a text.</summary>
    public void AddText(string name, string text, string mediaType) => sink.Log(New(name, MetricType.Text) with { Text = text, MediaType = mediaType });

    private Metric New(string name, MetricType type) => new(sink.Run, name, type, time) { Source = source };
}
