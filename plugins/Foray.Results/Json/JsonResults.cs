using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.Json;

/// <summary>Results as one JSON document.</summary>
[Plugin("json")]
public sealed class JsonResults : IResultWriter
{
    private const int Format = 1;

    /// <summary>The file is read by programs and people, never put into a page of the web: letters stay letters.</summary>
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string FileName => "results.json";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken)
    {
        // Written in memory first: writers that wait for every part take longer to be loaded than the file to be written.
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            WriteText(writer, "run", results.Run);
            WriteText(writer, "name", results.Name);
            writer.WriteString("status", StatusName.Of(results.Status));
            writer.WriteString("started", results.Started.UtcDateTime);
            writer.WriteString("ended", results.Ended.UtcDateTime);
            writer.WriteStartArray("cases");
            foreach (var row in results.Cases)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(writer, row);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return target.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).AsTask();
    }

    private static void Write(Utf8JsonWriter writer, CaseResult row)
    {
        writer.WriteStartObject();
        WriteText(writer, "experiment", row.Experiment);
        WriteText(writer, "case", row.Case);
        WriteText(writer, "machine", row.Machine);
        WriteText(writer, "run", row.Run);
        writer.WriteString("status", StatusName.Of(row.Outcome.Status));
        writer.WriteString("started", row.Outcome.Started.UtcDateTime);
        writer.WriteNumber("seconds", row.Outcome.Elapsed.TotalSeconds);
        WriteCode(writer, row.Outcome.ExitCode);
        writer.WriteNumber("attempts", row.Outcome.Attempts);
        if (row.Outcome.Message is { } message)
            WriteText(writer, "message", message);
        writer.WriteStartObject("parameters");
        foreach (var (name, value) in row.Parameters)
            WriteText(writer, name, value);
        writer.WriteEndObject();
        WriteMetrics(writer, row.Outcome.Metrics);
        WriteScripts(writer, row.Outcome.Scripts);
        WriteText(writer, "folder", row.Folder);
        writer.WriteEndObject();
    }

    /// <summary>JSON has no number for what is not finite.</summary>
    private static void WriteMetrics(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> metrics)
    {
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in metrics)
        {
            writer.WritePropertyName(Text(name));
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static void WriteScripts(Utf8JsonWriter writer, IReadOnlyList<ScriptResult> scripts)
    {
        writer.WriteStartArray("scripts");
        foreach (var script in scripts)
        {
            writer.WriteStartObject();
            WriteText(writer, "name", script.Name);
            writer.WriteString("status", StatusName.Of(script.Status));
            WriteCode(writer, script.ExitCode);
            writer.WriteString("started", script.Started.UtcDateTime);
            writer.WriteNumber("seconds", script.Elapsed.TotalSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCode(Utf8JsonWriter writer, int? code)
    {
        if (code is { } number)
            writer.WriteNumber("exit_code", number);
        else
            writer.WriteNull("exit_code");
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value) => writer.WriteString(Text(name), Text(value));

    /// <summary>Half a surrogate pair cannot be written in UTF-8; encoding it replaces it by U+FFFD.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Text(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
