using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Submitting;

/// <summary>
/// A submission in a request: <c>{"main", "modules": {name: text}, "arguments": [text], "suitcase": base64 of a tar archive, "station", "limits": {"memory", "cpu", "time"}}</c>,
/// memory in bytes, times in seconds; what is not needed can be left out.
/// </summary>
internal static class SubmissionJson
{
    /// <summary>Longest request in bytes.</summary>
    public const long Longest = 96L << 20;

    /// <summary>A submission as JSON.</summary>
    public static JsonObject Write(Submission submission) => new()
    {
        ["main"] = submission.Main,
        ["modules"] = new JsonObject(submission.Modules.Select(module => KeyValuePair.Create<string, JsonNode?>(module.Key, module.Value))),
        ["arguments"] = new JsonArray([.. submission.Arguments.Select(argument => (JsonNode)argument)]),
        ["suitcase"] = Convert.ToBase64String(submission.Suitcase),
        ["station"] = submission.Station,
        ["limits"] = new JsonObject { ["memory"] = submission.Limits.Memory, ["cpu"] = submission.Limits.Cpu.TotalSeconds, ["time"] = submission.Limits.Time.TotalSeconds },
    };

    /// <summary>A submission from JSON.</summary>
    /// <exception cref="DiagnosticException">It is none (FORAY248).</exception>
    public static Submission Read(JsonNode? json)
    {
        try
        {
            var read = (JsonObject)json!;
            return new Submission(
                Text(read["main"]),
                ((JsonObject)read["modules"]!).ToDictionary(module => module.Key, module => Text(module.Value), StringComparer.Ordinal),
                [.. ((JsonArray?)read["arguments"] ?? []).Select(Text)],
                read["suitcase"] is { } suitcase ? Convert.FromBase64String(Text(suitcase)) : [],
                (string?)read["station"],
                ReadLimits((JsonObject?)read["limits"]));
        }
        catch (Exception exception) when (exception is InvalidCastException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException or OverflowException or JsonException)
        {
            throw Bad("it is not of the form of a submission", exception);
        }
    }

    /// <summary>Refuses a submission.</summary>
    public static DiagnosticException Bad(string reason, Exception? cause = null) =>
        new(Diagnostic.Error(ProgramCodes.BadSubmission, $"the program is not taken: {reason}", "submit it with: foray program submit"), cause);

    private static string Text(JsonNode? value) => (string?)value ?? throw new FormatException("a text is missing");

    private static ProgramLimits ReadLimits(JsonObject? limits)
    {
        var most = new ProgramLimits();
        return most with
        {
            Memory = limits?["memory"] is { } memory ? Within((long)memory, 16L << 20, most.Memory, "memory") : most.Memory,
            Cpu = limits?["cpu"] is { } cpu ? TimeSpan.FromSeconds(Within((double)cpu, 0.1, most.Cpu.TotalSeconds, "processor time")) : most.Cpu,
            Time = limits?["time"] is { } time ? TimeSpan.FromSeconds(Within((double)time, 0.1, most.Time.TotalSeconds, "time")) : most.Time,
        };
    }

    private static T Within<T>(T value, T least, T most, string what)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw Bad(FormattableString.Invariant($"its limit of {what} is {value}, and has to lie between {least} and {most}"));
}
