using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Stations.Agents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Stations.Bridge;

/// <summary>
/// The HTTP bridge of OCS, so that its clients reach agents of stations: POST of <c>{"procedure", "args", "kwargs"}</c>, answered with 200 and <c>{"args": [value], "kwargs": {}}</c>,
/// or <c>{"error", "args": [message], "kwargs": {}}</c>. The form is that of Crossbar's HTTP caller.
/// </summary>
internal static class BridgeEndpoints
{
    /// <summary>Longest body of a request in bytes: 1 MiB.</summary>
    public const int LongestBody = 1 << 20;

    /// <summary>Serves the bridge.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="path">Path that clients post to, such as <c>/call</c>.</param>
    /// <param name="addressRoot">First part of each agent's address, such as <c>observatory</c>.</param>
    /// <param name="agents">The agents.</param>
    public static IEndpointConventionBuilder MapBridge(this IEndpointRouteBuilder endpoints, string path, string addressRoot, IAgentDirectory agents)
    {
        var procedures = new AgentProcedures(addressRoot, agents);
        return endpoints.MapPost(path, context => AnswerAsync(context, procedures));
    }

    private static async Task AnswerAsync(HttpContext context, AgentProcedures procedures)
    {
        try
        {
            var call = BridgeCallReader.Read(await ReadAsync(context.Request, context.RequestAborted));
            await WriteAsync(context, await procedures.CallAsync(call, context.RequestAborted), null);
        }
        catch (BridgeException exception)
        {
            await WriteAsync(context, exception.Message, exception.Error);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (body.Length + count > LongestBody)
                throw new BridgeException(BridgeErrors.InvalidArgument, $"the body is longer than {LongestBody} bytes");
            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, JsonNode? value, string? error)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (error is not null)
                json.WriteString("error", error);
            json.WriteStartArray("args");
            if (value is null)
                json.WriteNullValue();
            else
                value.WriteTo(json);
            json.WriteEndArray();
            json.WriteStartObject("kwargs");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
