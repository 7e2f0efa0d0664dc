using System.Globalization;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Stations.Agents.Publishing;
using Foray.Stations.Agents.Sessions;

namespace Foray.Stations.Agents;

/// <summary>What an agent offers, in the form of OCS's <c>get_api</c>; beyond it, the info of each operation has <c>params</c>, a JSON Schema 2020-12.</summary>
internal static class AgentDescription
{
    /// <summary>The access level of whoever asks, where there is no access control: OCS's lowest that may do anything.</summary>
    public const int OpenLevel = 1;

    /// <param name="identity">Who it is.</param>
    /// <param name="started">When it came up, in Unix seconds: the id of its own session.</param>
    /// <param name="operations">Its operations.</param>
    /// <param name="feeds">Its feeds; the heartbeat is added.</param>
    public static JsonObject Write(AgentIdentity identity, double started, IEnumerable<HostedOperation> operations, IEnumerable<AgentFeed> feeds)
    {
        var sorted = operations.OrderBy(operation => operation.Declaration.Name, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["agent_class"] = identity.Class,
            ["instance_hostname"] = identity.HostName,
            ["instance_pid"] = Environment.ProcessId,
            ["feeds"] = new JsonArray([.. feeds.Append(new AgentFeed(Heartbeat.Feed)).OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => Describe(feed, identity, started))]),
            ["processes"] = Describe(sorted, AgentOperationType.Process),
            ["tasks"] = Describe(sorted, AgentOperationType.Task),
            ["access_control"] = null,
        };
    }

    private static JsonArray Describe(List<HostedOperation> operations, AgentOperationType type) =>
        new([.. operations.Where(operation => operation.Declaration.Type == type).Select(operation => new JsonArray(operation.Declaration.Name, SessionOf(operation), Describe(operation.Declaration)))]);

    private static JsonObject SessionOf(HostedOperation operation) =>
        operation.Session?.Encode() ?? new JsonObject { ["op_name"] = operation.Declaration.Name, ["status"] = "no_history" };

    private static JsonObject Describe(AgentOperation operation)
    {
        var description = new JsonObject
        {
            ["op_type"] = operation.Type == AgentOperationType.Task ? "task" : "process",
            ["blocking"] = false,
            ["docstring"] = operation.Summary.Length > 0 ? operation.Summary : null,
            ["min_privs"] = OpenLevel,
            ["params"] = AgentParameterSchema.Write(operation.Parameters),
        };
        if (operation.Type == AgentOperationType.Task)
            description["abortable"] = operation.IsAbortable;
        return description;
    }

    private static JsonArray Describe(AgentFeed feed, AgentIdentity identity, double started) => new(feed.Name, new JsonObject
    {
        ["agent_address"] = identity.Address,
        ["agg_params"] = feed.IsRecorded ? new JsonObject { ["frame_length"] = feed.FrameLength.TotalSeconds } : [],
        ["feed_name"] = feed.Name,
        ["address"] = $"{identity.Address}.feeds.{feed.Name}",
        ["record"] = feed.IsRecorded,
        ["session_id"] = started.ToString(CultureInfo.InvariantCulture),
        ["agent_class"] = identity.Class,
    });
}
