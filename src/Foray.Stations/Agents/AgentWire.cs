using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents;

/// <summary>Requests and replies as they go between stations: JSON.</summary>
internal static class AgentWire
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>A request as bytes.</summary>
    public static byte[] Write(AgentRequest request) => Bytes(new JsonObject
    {
        ["action"] = request.Action.ToString(),
        ["operation"] = request.Operation,
        ["params"] = request.Parameters?.DeepClone(),
        ["timeout"] = request.Timeout,
    });

    /// <summary>A request from bytes.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">They are none (FORAY224).</exception>
    public static AgentRequest ReadRequest(byte[] bytes) => Understood(() =>
    {
        var read = Parse(bytes);
        var action = Enum.Parse<AgentAction>(Text(read["action"]));
        return new AgentRequest(Enum.IsDefined(action) ? action : throw new FormatException("it asks for something unknown"), Text(read["operation"]))
        {
            Parameters = (JsonObject?)read["params"]?.DeepClone(),
            Timeout = (double?)read["timeout"],
        };
    });

    /// <summary>A reply as bytes.</summary>
    public static byte[] Write(AgentReply reply) => Bytes(new JsonObject { ["status"] = reply.Status, ["message"] = reply.Message, ["session"] = reply.Session.DeepClone() });

    /// <summary>A reply from bytes.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">They are none (FORAY224).</exception>
    public static AgentReply ReadReply(byte[] bytes) => Understood(() =>
    {
        var read = Parse(bytes);
        return new AgentReply((int)read["status"]!, Text(read["message"]), (JsonObject)read["session"]!.DeepClone());
    });

    /// <summary>Agents as bytes.</summary>
    public static byte[] Write(IEnumerable<AgentEntry> agents) => JsonSerializer.SerializeToUtf8Bytes(agents.ToList(), JsonSerializerOptions.Web);

    /// <summary>Agents from bytes.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">They are none (FORAY224).</exception>
    public static IReadOnlyList<AgentEntry> ReadAgents(byte[] bytes) => Understood(() =>
        JsonSerializer.Deserialize<List<AgentEntry>>(bytes, Strict)!.ConvertAll(agent => agent ?? throw new FormatException("an agent is missing")));

    /// <summary>A JSON object as bytes.</summary>
    public static byte[] Bytes(JsonObject content) => Encoding.UTF8.GetBytes(content.ToJsonString());

    /// <summary>A JSON object from bytes.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">They are none (FORAY224).</exception>
    public static JsonObject Parse(byte[] bytes) => Understood(() => (JsonObject)(JsonNode.Parse(bytes) ?? throw new FormatException("it is empty")));

    private static string Text(JsonNode? value) => (string?)value ?? throw new FormatException("a text is missing");

    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidCastException or InvalidOperationException or NullReferenceException)
        {
            throw FeedCodes.Malformed(exception.Message);
        }
    }
}
