using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Cli.Output;
using Foray.Stations.Agents;

namespace Foray.Cli.Commands.Agents;

/// <summary>An agent's reply: for people, or as <c>{"status", "message", "session"}</c>.</summary>
internal static class AgentReplyOutput
{
    /// <summary>Prints it: a refusal on standard error.</summary>
    public static void Write(string instance, string operation, AgentReply reply, bool isJson)
    {
        if (isJson)
            JsonOutput.WriteObject(new JsonObject { ["status"] = reply.Status, ["message"] = reply.Message, ["session"] = reply.Session.DeepClone() });
        else if (reply.Status == AgentReply.Ok)
            Console.Out.WriteLine($"{instance} {operation}: {StateOf(reply.Session) ?? reply.Message}");
        else
            Console.Error.WriteLine($"foray: {instance} {operation}: {reply.Message}");
    }

    /// <summary>Messages and data of a session, as lines.</summary>
    public static void WriteSession(JsonObject session, bool withMessages)
    {
        foreach (var message in withMessages ? (session["messages"] as JsonArray ?? []).OfType<JsonArray>().Where(message => message.Count == 2) : [])
            Console.Out.WriteLine($"  {TimeOf(message[0])}  {message[1]}");
        if (session["data"] is JsonObject { Count: > 0 } data)
            Console.Out.WriteLine($"  data {data.ToJsonString()}");
    }

    /// <summary>Whether a session has ended, and with success.</summary>
    public static bool HasSucceeded(JsonObject session) => session["success"] is JsonValue value && value.TryGetValue(out bool success) && success;

    /// <summary>Whether a session has ended without success.</summary>
    public static bool HasFailed(JsonObject session) => session["success"] is JsonValue && !HasSucceeded(session);

    private static string? StateOf(JsonObject session)
    {
        if (session["status"] is not { } status)
            return null;
        var end = HasSucceeded(session) ? ", succeeded" : HasFailed(session) ? ", failed" : "";
        var degraded = session["degraded"] is JsonValue value && value.TryGetValue(out bool isDegraded) && isDegraded ? ", degraded" : "";
        var id = session["session_id"] is { } number ? $" (session {number})" : "";
        return $"{status}{end}{degraded}{id}";
    }

    private static string TimeOf(JsonNode? time) => time is JsonValue value && value.TryGetValue(out double seconds)
        ? DateTimeOffset.UnixEpoch.AddSeconds(seconds).LocalDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : "";
}
