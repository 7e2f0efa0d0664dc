using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Stations.Feeds;
using Foray.Stations.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Stations.Agents;

/// <summary>
/// The agents over HTTP: <c>GET /api/agents</c> answers <c>{"agents": […]}</c>; <c>GET /api/agents/{instance}</c> what it offers, as OCS's <c>get_api</c>;
/// <c>POST /api/agents/{instance}/operations/{operation}/{action}</c> with a body <c>{"params", "timeout"}</c>, which may be empty, answers <c>{"status", "message", "session"}</c>;
/// <c>POST /api/agents/{instance}/up</c> and <c>/down</c>.
/// </summary>
internal static class AgentEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapAgents(this IEndpointRouteBuilder endpoints, IAgentDirectory directory)
    {
        endpoints.MapGet("/api/agents", DiagnosticAnswer.Around(async context =>
            await AnswerAsync(context, new JsonObject { ["agents"] = new JsonArray([.. (await directory.ListAsync(context.RequestAborted)).Select(Write)]) })));
        endpoints.MapGet("/api/agents/{instance}", DiagnosticAnswer.Around(async context =>
            await AnswerAsync(context, await directory.DescribeAsync(Value(context, "instance"), context.RequestAborted))));
        foreach (var (name, isUp) in new[] { ("up", true), ("down", false) })
            endpoints.MapPost($"/api/agents/{{instance}}/{name}", DiagnosticAnswer.Around(async context =>
            {
                await directory.SwitchAsync(Value(context, "instance"), isUp, context.RequestAborted);
                await AnswerAsync(context, new JsonObject { ["state"] = name });
            }));
        endpoints.MapPost("/api/agents/{instance}/operations/{operation}/{action}", DiagnosticAnswer.Around(async context =>
        {
            var request = await ReadAsync(context);
            var reply = await directory.RequestAsync(Value(context, "instance"), request, context.RequestAborted);
            await AnswerAsync(context, new JsonObject { ["status"] = reply.Status, ["message"] = reply.Message, ["session"] = reply.Session.DeepClone() });
        }));
    }

    private static JsonObject Write(AgentEntry agent) => new()
    {
        ["instance"] = agent.Instance,
        ["class"] = agent.Class,
        ["station"] = agent.Station,
        ["address"] = agent.Address,
        ["state"] = agent.State,
        ["problem"] = agent.Problem,
    };

    private static async Task<AgentRequest> ReadAsync(HttpContext context)
    {
        var action = Value(context, "action");
        if (!Enum.TryParse<AgentAction>(action, ignoreCase: true, out var asked) || !Enum.IsDefined(asked) || char.IsDigit(action[0]))
            throw FeedCodes.Malformed($"there is no action '{action}'; there are start, wait, status, stop and abort");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new AgentRequest(asked, Value(context, "operation"));
        return body.Length == 0 ? request : Read(request, body.ToArray());
    }

    private static AgentRequest Read(AgentRequest request, ReadOnlySpan<byte> body)
    {
        try
        {
            var members = JsonNode.Parse(body) as JsonObject ?? throw new FormatException("the body is no JSON object");
            return request with { Parameters = members["params"]?.AsObject(), Timeout = members["timeout"]?.GetValue<double>() };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw FeedCodes.Malformed(exception.Message);
        }
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static Task AnswerAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
