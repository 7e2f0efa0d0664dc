using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;

namespace Foray.Stations.Bridge;

/// <summary>The procedures of agents: <c>ROOT.INSTANCE</c> tells what an agent offers, <c>ROOT.INSTANCE.ops</c> asks its operations.</summary>
/// <param name="addressRoot">First part of each agent's address.</param>
/// <param name="agents">The agents.</param>
internal sealed class AgentProcedures(string addressRoot, IAgentDirectory agents)
{
    private const string Operations = ".ops";

    private static readonly string[] OperationParameters = ["action", "op_name", "params", "timeout", "password"];
    private static readonly string[] QueryParameters = ["q", "password"];

    private static readonly Dictionary<string, AgentAction> Actions =
        Enum.GetValues<AgentAction>().ToDictionary(action => action.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>What each query takes from the description of an agent; null for all of it.</summary>
    private static readonly Dictionary<string, string?> Queries = new(StringComparer.Ordinal)
    {
        ["get_api"] = null,
        ["get_tasks"] = "tasks",
        ["get_processes"] = "processes",
        ["get_feeds"] = "feeds",
        ["get_agent_class"] = "agent_class",
    };

    /// <summary>Answers a call.</summary>
    /// <exception cref="BridgeException">There is no such procedure, or the arguments are not its own.</exception>
    public async Task<JsonNode?> CallAsync(BridgeCall call, CancellationToken cancellationToken)
    {
        var instance = InstanceOf(call.Procedure, out var isOperation);
        try
        {
            return isOperation ? await RequestAsync(instance, call, cancellationToken) : await DescribeAsync(instance, call, cancellationToken);
        }
        catch (DiagnosticException exception)
        {
            var diagnostic = exception.Diagnostics[0];
            throw new BridgeException(ErrorOf(diagnostic.Code), diagnostic.Remedy is { } remedy ? $"{diagnostic.Message} ({remedy})" : diagnostic.Message);
        }
    }

    private string InstanceOf(string procedure, out bool isOperation)
    {
        isOperation = procedure.EndsWith(Operations, StringComparison.Ordinal);
        var address = isOperation ? procedure[..^Operations.Length] : procedure;
        var instance = address.StartsWith(addressRoot + ".", StringComparison.Ordinal) ? address[(addressRoot.Length + 1)..] : "";
        return instance.Length > 0 ? instance : throw new BridgeException(BridgeErrors.NoSuchProcedure,
            $"there is no procedure '{BridgeCallReader.Shown(procedure)}'; those of agents are '{addressRoot}.INSTANCE' and '{addressRoot}.INSTANCE{Operations}'");
    }

    private async Task<JsonNode?> RequestAsync(string instance, BridgeCall call, CancellationToken cancellationToken)
    {
        var parameters = new CallParameters(call, OperationParameters);
        var action = parameters.Text("action");
        var operation = parameters.Text("op_name");
        if (!Actions.TryGetValue(action, out var known))
            return new JsonArray(AgentReply.Error, $"there is no action '{BridgeCallReader.Shown(action)}'; there are {string.Join(", ", Actions.Keys)}", new JsonObject());
        var request = new AgentRequest(known, operation)
        {
            Parameters = parameters.Object("params"),
            Timeout = parameters.Number("timeout"),
        };
        var reply = await agents.RequestAsync(instance, request, cancellationToken);
        return new JsonArray(reply.Status, reply.Message, reply.Session.DeepClone());
    }

    private async Task<JsonNode?> DescribeAsync(string instance, BridgeCall call, CancellationToken cancellationToken)
    {
        var query = new CallParameters(call, QueryParameters).Text("q");
        if (!Queries.TryGetValue(query, out var member))
            throw new BridgeException(BridgeErrors.InvalidArgument, $"there is no query '{BridgeCallReader.Shown(query)}'; there are {string.Join(", ", Queries.Keys)}");
        var description = await agents.DescribeAsync(instance, cancellationToken);
        return member is null ? description : description[member];
    }

    private static string ErrorOf(string code) => code switch
    {
        AgentErrors.NoAgent => BridgeErrors.NoSuchProcedure,
        "FORAY370" => BridgeErrors.NetworkFailure,
        _ => BridgeErrors.RuntimeError,
    };
}
