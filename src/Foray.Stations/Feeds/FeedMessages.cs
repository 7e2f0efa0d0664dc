using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Stations.Feeds;

/// <summary>
/// Requests for feeds between stations: <c>{instance, feed, log, after, most, wait}</c>, <c>wait</c> in seconds, <c>log</c> and <c>after</c> null where they are left out; and answers:
/// <c>{log, after, first, entries}</c>.
/// </summary>
internal static class FeedMessages
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Most entries of a page.</summary>
    private const int MostEntries = 10_000;

    public static byte[] Write(string instance, FeedRequest request) => Bytes(new JsonObject
    {
        ["instance"] = instance,
        ["feed"] = request.Feed,
        ["log"] = request.Log,
        ["after"] = request.After,
        ["most"] = request.Most,
        ["wait"] = request.Wait.TotalSeconds,
    });

    public static byte[] Write(FeedPage page) => Bytes(new JsonObject
    {
        ["log"] = page.Log,
        ["after"] = page.After,
        ["first"] = page.First,
        ["entries"] = new JsonArray([.. page.Entries]),
    });

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is no request.</exception>
    public static (string Instance, FeedRequest Request) ReadRequest(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var request = Members(bytes);
            var wait = (double?)request["wait"] ?? 0;
            return (Required(request, "instance").GetValue<string>(), new FeedRequest(Required(request, "feed").GetValue<string>())
            {
                Log = (string?)request["log"],
                After = (long?)request["after"] is { } after ? Math.Max(after, 0) : null,
                Most = Math.Clamp((int?)request["most"] ?? MostEntries, 1, MostEntries),
                Wait = TimeSpan.FromSeconds(Math.Clamp(wait, 0, LongestWait.TotalSeconds)),
            });
        }
        catch (Exception exception) when (IsWrongForm(exception))
        {
            throw FeedCodes.Malformed(exception.Message);
        }
    }

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is no page.</exception>
    public static FeedPage ReadPage(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var page = Members(bytes);
            return new FeedPage(
                Required(page, "log").GetValue<string>(),
                Required(page, "after").GetValue<long>(),
                Required(page, "first").GetValue<long>(),
                [.. Required(page, "entries").AsArray().OfType<JsonObject>()]);
        }
        catch (Exception exception) when (IsWrongForm(exception))
        {
            throw FeedCodes.Malformed(exception.Message);
        }
    }

    /// <summary>What is thrown for text that is not JSON, a name that stands twice, and a value of another type.</summary>
    private static bool IsWrongForm(Exception exception) => exception is JsonException or ArgumentException or InvalidOperationException or FormatException;

    private static JsonObject Members(ReadOnlySpan<byte> bytes) => JsonNode.Parse(bytes) as JsonObject ?? throw new FormatException("it is no JSON object");

    private static JsonNode Required(JsonObject message, string name) => message[name] ?? throw new FormatException($"'{name}' is missing");

    private static byte[] Bytes(JsonObject message) => JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Default);
}
