using System.Text.Json;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Jobs.Records;

/// <summary>A test's result as a line of JSON; what was run stands in the job's own record.</summary>
internal static class TestRecord
{
    public static void Write(Utf8JsonWriter writer, TestResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", result.Number);
        writer.WriteString("status", result.Outcome.Status.ToString());
        if (result.Outcome.Reason is { } reason)
            writer.WriteString("reason", reason);
        writer.WriteString("started", result.Started);
        writer.WriteNumber("ticks", result.Elapsed.Ticks);
        writer.WriteNumber("attempts", result.Attempts);
        if (result.IsFlaky)
            writer.WriteBoolean("flaky", true);
        if (result.Machine is { } machine)
            writer.WriteString("machine", machine);
        if (result.Folder is { } folder)
            writer.WriteString("folder", folder);
        if (result.Outcome.Resources is { } used)
        {
            writer.WriteNumber("user", used.User.Ticks);
            writer.WriteNumber("system", used.System.Ticks);
            writer.WriteNumber("memory", used.PeakMemory);
        }

        if (result.Metrics.Count > 0)
            WriteMetrics(writer, result.Metrics);
        if (result.Whiteboard.Length > 0)
            writer.WriteString("whiteboard", result.Whiteboard);
        writer.WriteEndObject();
    }

    /// <exception cref="FormatException">A value is none that this could have written.</exception>
    /// <exception cref="InvalidOperationException">A value has another type.</exception>
    /// <exception cref="KeyNotFoundException">A value is missing.</exception>
    public static TestResult Read(JsonElement line, IReadOnlyDictionary<int, ListedTest> tests)
    {
        var test = tests[line.GetProperty("number").GetInt32()];
        var outcome = new TestOutcome(Enum.Parse<TestStatus>(line.GetProperty("status").GetString()!), TextOf(line, "reason"))
        {
            Resources = line.TryGetProperty("memory", out var memory) ? new ResourceUse(TicksOf(line, "user"), TicksOf(line, "system"), memory.GetInt64()) : null,
        };
        return new TestResult(test.Number, test.Suite, test.Test, outcome)
        {
            Name = test.Name,
            Variant = test.Variant,
            Started = line.GetProperty("started").GetDateTimeOffset(),
            Elapsed = TicksOf(line, "ticks"),
            Attempts = line.GetProperty("attempts").GetInt32(),
            IsFlaky = line.TryGetProperty("flaky", out _),
            Machine = TextOf(line, "machine"),
            Folder = TextOf(line, "folder"),
            Metrics = line.TryGetProperty("metrics", out var metrics) ? ReadMetrics(metrics) : new Dictionary<string, double>(),
            Whiteboard = TextOf(line, "whiteboard") ?? "",
        };
    }

    // JSON has no number for what is not finite.
    private static void WriteMetrics(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in metrics)
        {
            if (double.IsFinite(value))
                writer.WriteNumber(name, value);
            else
                writer.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
    }

    private static Dictionary<string, double> ReadMetrics(JsonElement metrics) => metrics.EnumerateObject().ToDictionary(
        metric => metric.Name,
        metric => metric.Value.ValueKind == JsonValueKind.Number ? metric.Value.GetDouble() : double.Parse(metric.Value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        StringComparer.Ordinal);

    private static string? TextOf(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static TimeSpan TicksOf(JsonElement line, string name) => TimeSpan.FromTicks(line.GetProperty(name).GetInt64());
}
