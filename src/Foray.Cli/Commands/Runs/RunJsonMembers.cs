using System.Globalization;
using System.Text.Json;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary>Runs in JSON documents.</summary>
internal static class RunJsonMembers
{
    /// <summary>Writes the properties of a run as members.</summary>
    public static void WriteRun(this Utf8JsonWriter writer, StoredRun run)
    {
        writer.WriteString("id", run.Id);
        writer.WriteString("name", run.Name);
        writer.WriteString("experiment", run.Experiment);
        writer.WriteString("status", RunText.State(run.State));
        writer.WriteString("started", Time(run.Started));
        writer.WriteString("ended", run.Ended is { } ended ? Time(ended) : null);
        writer.WriteString("parent", run.Parent);
        writer.WriteBoolean("deleted", run.Lifecycle == Lifecycle.Deleted);
    }

    /// <summary>Writes a value: a number, or a text; NaN and the infinities, which JSON has no numbers for, as texts.</summary>
    public static void WriteValue(this Utf8JsonWriter writer, object? value)
    {
        if (value is double number && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value is double other ? other.ToString(CultureInfo.InvariantCulture) : (string?)value);
    }

    public static void WriteEntries(this Utf8JsonWriter writer, string name, IEnumerable<RunEntry> entries)
    {
        writer.WriteStartObject(name);
        foreach (var entry in entries)
            writer.WriteString(entry.Key, entry.Value);
        writer.WriteEndObject();
    }

    /// <summary>Writes what the points of metrics come to.</summary>
    public static void WriteMetrics(this Utf8JsonWriter writer, IEnumerable<Series> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach (var series in metrics)
        {
            writer.WriteStartObject(series.Name);
            writer.WriteNumber("count", series.Count);
            foreach (var (name, value) in new (string, double)[] { ("last", series.Last), ("first", series.First), ("min", series.Min), ("max", series.Max), ("mean", series.Mean) })
            {
                writer.WritePropertyName(name);
                writer.WriteValue(value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);
}
