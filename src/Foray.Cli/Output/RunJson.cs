using System.Buffers;
using System.Text;
using System.Text.Json;
using Foray.Configuration.Diagnostics;
using Foray.Experiments.Running;

namespace Foray.Cli.Output;

/// <summary>The end of a piece of work as one JSON document: <c>{run, folder, status, cases, diagnostics}</c>.</summary>
internal static class RunJson
{
    public static string Format(RunReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("run", report.Results?.Run);
            writer.WriteString("folder", report.Folder);
            writer.WriteString("status", report.Results is { } results ? EventText.Status(results.Status) : null);
            writer.WriteBoolean("interrupted", report.Interrupted);
            writer.WriteStartArray("cases");
            foreach (var row in report.Results?.Cases ?? [])
                Write(row, writer);
            writer.WriteEndArray();
            writer.WritePropertyName("diagnostics");
            writer.WriteRawValue(DiagnosticJson.Format(report.Diagnostics));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Sdk.Results.CaseResult row, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("experiment", row.Experiment);
        writer.WriteString("case", row.Case);
        writer.WriteString("machine", row.Machine);
        writer.WriteString("run", row.Run);
        writer.WriteString("status", EventText.Status(row.Outcome.Status));
        writer.WriteNumber("seconds", row.Outcome.Elapsed.TotalSeconds);
        if (row.Outcome.ExitCode is { } code)
            writer.WriteNumber("exit_code", code);
        else
            writer.WriteNull("exit_code");
        writer.WriteString("message", row.Outcome.Message);
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in row.Outcome.Metrics)
            writer.WriteNumber(name, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
