using System.Text.Json;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Results.Json;

/// <summary>Results as one JSON document.</summary>
[Plugin("json")]
public sealed class JsonResults : IJobResultWriter
{
    private const int Format = 1;

    /// <inheritdoc/>
    public string FileName => "results.json";

    /// <inheritdoc/>
    public Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken) => JobDocument.WriteAsync(results, target, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken)
    {
        // Written in memory first: writers that wait for every part take longer to be loaded than the file to be written.
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonValues.Layout))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteString("run", results.Run);
            writer.WriteString("name", results.Name);
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
        writer.WriteString("experiment", row.Experiment);
        writer.WriteString("case", row.Case);
        writer.WriteString("machine", row.Machine);
        writer.WriteString("run", row.Run);
        writer.WriteString("status", StatusName.Of(row.Outcome.Status));
        writer.WriteString("started", row.Outcome.Started.UtcDateTime);
        writer.WriteNumber("seconds", row.Outcome.Elapsed.TotalSeconds);
        WriteCode(writer, row.Outcome.ExitCode);
        writer.WriteNumber("attempts", row.Outcome.Attempts);
        if (row.Outcome.Message is { } message)
            writer.WriteString("message", message);
        writer.WriteTexts("parameters", row.Parameters);
        writer.WriteMetrics(row.Outcome.Metrics);
        WriteScripts(writer, row.Outcome.Scripts);
        writer.WriteString("folder", row.Folder);
        writer.WriteEndObject();
    }

    private static void WriteScripts(Utf8JsonWriter writer, IReadOnlyList<ScriptResult> scripts)
    {
        writer.WriteStartArray("scripts");
        foreach (var script in scripts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", script.Name);
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
}
