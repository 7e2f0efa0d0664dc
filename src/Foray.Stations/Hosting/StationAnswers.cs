using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Stations.Hosting;

/// <summary>Endpoints whose refusals are diagnostics: <c>{"diagnostics": [{"code", "message", "remedy"}]}</c> with the status 400.</summary>
internal static class StationAnswers
{
    /// <summary>Adds an endpoint.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Its pattern.</param>
    /// <param name="answer">Answers a request; null for no content.</param>
    public static void Map(this IEndpointRouteBuilder endpoints, string method, string path, Func<HttpContext, Task<JsonNode?>> answer) =>
        endpoints.MapMethods(path, [method], context => AnswerAsync(context, answer));

    /// <summary>The JSON of a request's body; null for none.</summary>
    /// <exception cref="DiagnosticException">It is none.</exception>
    public static async Task<JsonNode?> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.ContentLength == 0 ? null : await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new DiagnosticException(Diagnostic.Error(StationCodes.BadRequest, $"the body of the request is no JSON: {exception.Message}", "send JSON"), exception);
        }
    }

    /// <summary>Answers with diagnostics.</summary>
    public static Task RefuseAsync(HttpContext context, DiagnosticException refusal)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return WriteAsync(context, new JsonObject
        {
            ["diagnostics"] = new JsonArray([.. refusal.Diagnostics.Select(problem => (JsonNode)new JsonObject { ["code"] = problem.Code, ["message"] = problem.Message, ["remedy"] = problem.Remedy })]),
        });
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task<JsonNode?>> answer)
    {
        try
        {
            if (await answer(context) is { } content)
                await WriteAsync(context, content);
            else
                context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (DiagnosticException refusal)
        {
            await RefuseAsync(context, refusal);
        }
    }

    private static Task WriteAsync(HttpContext context, JsonNode content)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(content.ToJsonString(), context.RequestAborted);
    }
}
