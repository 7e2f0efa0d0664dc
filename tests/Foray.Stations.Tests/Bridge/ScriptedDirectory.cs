using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;

namespace Foray.Stations.Tests.Bridge;

/// <summary>An agent <c>data1</c> that answers as it is told, and keeps what it was asked; <c>away</c> is at a station that is away.</summary>
internal sealed class ScriptedDirectory : IAgentDirectory
{
    private readonly JsonObject _description = new()
    {
        ["agent_class"] = "FakeDataAgent",
        ["instance_hostname"] = "host",
        ["instance_pid"] = 17,
        ["feeds"] = new JsonArray(new JsonArray("temperatures", new JsonObject { ["record"] = true })),
        ["processes"] = new JsonArray(new JsonArray("acq", new JsonObject { ["op_name"] = "acq", ["status"] = "no_history" }, new JsonObject { ["op_type"] = "process" })),
        ["tasks"] = new JsonArray(new JsonArray("delay_task", new JsonObject { ["op_name"] = "delay_task", ["status"] = "no_history" }, new JsonObject { ["op_type"] = "task" })),
        ["access_control"] = null,
    };

    public List<AgentRequest> Requests { get; } = [];

    public AgentReply Reply { get; set; } = new(AgentReply.Ok, "Started process \"acq\".", new JsonObject { ["session_id"] = 3, ["op_name"] = "acq", ["success"] = null });

    /// <summary>Thrown by each request, where it is not null.</summary>
    public Exception? Fault { get; set; }

    public Task<AgentEntry> FindAsync(string instance, CancellationToken cancellationToken) => throw new NotSupportedException("nobody asks for it here");

    public Task SwitchAsync(string instance, bool up, CancellationToken cancellationToken) => throw new NotSupportedException("nobody asks for it here");

    public Task<IReadOnlyList<AgentEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgentEntry>>([new AgentEntry("data1", "FakeDataAgent", "one", "observatory.data1", "up", null)]);

    public Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken)
    {
        Check(instance);
        lock (Requests)
            Requests.Add(request);
        return Fault is null ? Task.FromResult(Reply) : throw Fault;
    }

    public Task<JsonObject> DescribeAsync(string instance, CancellationToken cancellationToken)
    {
        Check(instance);
        return Task.FromResult(_description);
    }

    private static void Check(string instance)
    {
        if (instance == "away")
            throw new DiagnosticException(Diagnostic.Error("FORAY370", "the station 'two' is away", "start it"));
        if (instance != "data1")
            throw new DiagnosticException(Diagnostic.Error("FORAY535", $"no agent '{instance}' is up"));
    }
}
