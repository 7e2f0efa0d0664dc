using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foray.Stations.Agents;

/// <summary>Requests and replies as they go between stations: JSON.</summary>
internal static class AgentWire
{
    /// <summary>A request as bytes.</summary>
    public static byte[] Write(AgentRequest request) => Bytes(new JsonObject
    {
        ["action"] = request.Action.ToString(),
        ["operation"] = request.Operation,
        ["params"] = request.Parameters?.DeepClone(),
        ["timeout"] = request.Timeout,
    });

    /// <summary>A request from bytes.</summary>
    public static AgentRequest ReadRequest(byte[] bytes)
    {
        var read = Parse(bytes);
        return new AgentRequest(Enum.Parse<AgentAction>((string)read["action"]!), (string)read["operation"]!)
        {
            Parameters = read["params"]?.DeepClone() as JsonObject,
            Timeout = (double?)read["timeout"],
        };
    }

    /// <summary>A reply as bytes.</summary>
    public static byte[] Write(AgentReply reply) => Bytes(new JsonObject { ["status"] = reply.Status, ["message"] = reply.Message, ["session"] = reply.Session.DeepClone() });

    /// <summary>A reply from bytes.</summary>
    public static AgentReply ReadReply(byte[] bytes)
    {
        var read = Parse(bytes);
        return new AgentReply((int)read["status"]!, (string)read["message"]!, (JsonObject)read["session"]!.DeepClone());
    }

    /// <summary>Agents as bytes.</summary>
    public static byte[] Write(IEnumerable<AgentEntry> agents) => JsonSerializer.SerializeToUtf8Bytes(agents.ToList(), JsonSerializerOptions.Web);

    /// <summary>Agents from bytes.</summary>
    public static IReadOnlyList<AgentEntry> ReadAgents(byte[] bytes) => JsonSerializer.Deserialize<List<AgentEntry>>(bytes, JsonSerializerOptions.Web)!;

    /// <summary>A JSON object as bytes.</summary>
    public static byte[] Bytes(JsonObject content) => Encoding.UTF8.GetBytes(content.ToJsonString());

    /// <summary>A JSON object from bytes.</summary>
    public static JsonObject Parse(byte[] bytes) => (JsonObject)JsonNode.Parse(bytes)!;
}
