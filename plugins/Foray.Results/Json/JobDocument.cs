using System.Text.Json;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Results.Json;

/// <summary>The results of a job as one JSON document, with the fields of Avocado's <c>results.json</c> and some more.</summary>
internal static class JobDocument
{
    private const int Format = 1;

    public static async Task WriteAsync(JobResults results, Stream target, CancellationToken cancellationToken)
    {
        using var chunk = new Chunk(target);
        using (var writer = new Utf8JsonWriter(chunk, JsonValues.Layout))
        {
            writer.WriteStartObject();
            WriteJob(writer, results);
            writer.WriteStartArray("tests");
            foreach (var test in results.Tests)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteTest(writer, results.Start, test);
                if (writer.BytesPending < Chunk.Full)
                    continue;
                writer.Flush();
                await chunk.PassOnAsync(cancellationToken);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        chunk.WriteByte((byte)'\n');
        await chunk.PassOnAsync(cancellationToken);
    }

    private static void WriteJob(Utf8JsonWriter writer, JobResults results)
    {
        writer.WriteNumber("format", Format);
        writer.WriteString("job_id", results.Start.Id);
        writer.WriteString("start", results.Start.Started.UtcDateTime);
        writer.WriteNumber("time", (results.Ended - results.Start.Started).TotalSeconds);
        writer.WriteString("end", StatusName.Of(results.End));
        writer.WriteNumber("total", results.Tests.Count);
        writer.WriteNumber("pass", results.Count(TestStatus.Pass));
        writer.WriteNumber("errors", results.Count(TestStatus.Error));
        writer.WriteNumber("failures", results.Count(TestStatus.Fail));
        writer.WriteNumber("skip", results.Count(TestStatus.Skip));
        writer.WriteNumber("cancel", results.Count(TestStatus.Cancel));
        writer.WriteNumber("warn", results.Count(TestStatus.Warn));
        writer.WriteNumber("interrupt", results.Count(TestStatus.Interrupted));
        writer.WriteString("debuglog", Path.Combine(results.Start.Folder, "job.log"));
    }

    private static void WriteTest(Utf8JsonWriter writer, JobStart job, TestResult test)
    {
        writer.WriteStartObject();
        writer.WriteString("id", test.Id);
        writer.WriteString("name", test.Name);
        writer.WriteString("suite", test.Suite);
        writer.WriteString("kind", test.Test.Kind);
        writer.WriteString("uri", test.Test.Uri);
        writer.WriteTexts("variant", test.Variant);
        writer.WriteString("status", StatusName.Of(test.Outcome.Status));
        writer.WriteString("time_start", test.Started.UtcDateTime);
        writer.WriteString("time_end", (test.Started + test.Elapsed).UtcDateTime);
        writer.WriteNumber("time_elapsed", test.Elapsed.TotalSeconds);
        writer.WriteString("fail_reason", test.Outcome.Reason);
        writer.WriteNumber("attempts", test.Attempts);
        writer.WriteBoolean("flaky", test.IsFlaky);
        writer.WriteString("machine", test.Machine);
        WriteResources(writer, test.Outcome.Resources);
        writer.WriteMetrics(test.Metrics);
        writer.WriteString("logdir", test.Folder is { } folder ? Path.Combine(job.Folder, folder) : null);
        writer.WriteString("logfile", test.Folder is { } files ? Path.Combine(job.Folder, files, "debug.log") : null);
        writer.WriteString("whiteboard", test.Whiteboard);
        writer.WriteStartArray("tags");
        foreach (var tag in test.Test.Tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter writer, ResourceUse? resources)
    {
        if (resources is null)
        {
            writer.WriteNull("user_seconds");
            writer.WriteNull("system_seconds");
            writer.WriteNull("peak_memory_bytes");
            return;
        }

        writer.WriteNumber("user_seconds", resources.User.TotalSeconds);
        writer.WriteNumber("system_seconds", resources.System.TotalSeconds);
        writer.WriteNumber("peak_memory_bytes", resources.PeakMemory);
    }
}
