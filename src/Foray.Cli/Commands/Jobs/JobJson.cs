using System.Text.Json;
using Foray.Cli.Output;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Jobs for programs.</summary>
internal static class JobJson
{
    public static void Write(JobResults results, bool isRunning) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteString("id", results.Start.Id);
        writer.WriteString("folder", results.Start.Folder);
        writer.WriteString("started", results.Start.Started);
        if (isRunning)
            writer.WriteNull("ended");
        else
            writer.WriteString("ended", results.Ended);
        writer.WriteString("end", isRunning ? "running" : NameOf(results.End));
        writer.WriteNumber("total", results.Start.Total);
        writer.WriteList("tests", results.Tests, test =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", test.Number);
            writer.WriteString("suite", test.Suite);
            writer.WriteString("name", test.Name);
            writer.WriteString("kind", test.Test.Kind);
            WriteOutcome(writer, "result", test);
            writer.WriteString("machine", test.Machine);
            writer.WriteString("folder", test.Folder);
            writer.WriteEndObject();
        });
    });

    /// <summary>A member with how a test ended; null where there is none.</summary>
    public static void WriteOutcome(Utf8JsonWriter writer, string name, TestResult? test)
    {
        if (test is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("status", NameOf(test.Outcome.Status));
        writer.WriteString("reason", test.Outcome.Reason);
        writer.WriteNumber("seconds", test.Elapsed.TotalSeconds);
        writer.WriteNumber("attempts", test.Attempts);
        writer.WriteBoolean("flaky", test.IsFlaky);
        if (test.Outcome.Resources is { } used)
        {
            writer.WriteNumber("user_seconds", used.User.TotalSeconds);
            writer.WriteNumber("system_seconds", used.System.TotalSeconds);
            writer.WriteNumber("peak_memory_bytes", used.PeakMemory);
        }

        writer.WriteEndObject();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
