using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Stations.Feeds;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
using Foray.Stations.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Foray.Stations.Programs.Submitting;

/// <summary>
/// Programs over HTTP: <c>GET</c> and <c>POST /api/programs</c>, <c>DELETE /api/programs/ID</c>, <c>GET /api/programs/ID/events?after=N&amp;wait=SECONDS</c>,
/// and <c>GET /api/programs/ID/suitcase</c>, the tar archive of one that has ended.
/// </summary>
internal sealed class ProgramEndpoints(Submissions submissions, ProgramDirectory directory, Families families, Reports reports)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Adds them.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/programs", Json(ListAsync));
        endpoints.MapPost("/api/programs", Json(SubmitAsync));
        endpoints.MapDelete("/api/programs/{id}", Json(KillAsync));
        endpoints.MapGet("/api/programs/{id}/events", Json(EventsAsync));
        endpoints.MapGet("/api/programs/{id}/suitcase", DiagnosticAnswer.Around(SuitcaseAsync));
    }

    private static RequestDelegate Json(Func<HttpContext, Task<JsonObject>> answer) => DiagnosticAnswer.Around(async context =>
    {
        var content = await answer(context);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(content.ToJsonString(), context.RequestAborted);
    });

    private async Task<JsonObject> ListAsync(HttpContext context) =>
        new() { ["programs"] = JsonSerializer.SerializeToNode(await directory.ListAsync(context.RequestAborted), JsonSerializerOptions.Web) };

    private async Task<JsonObject> SubmitAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = SubmissionJson.Longest;
        var submission = SubmissionJson.Read(await ReadAsync(context));
        // A client that has left has submitted it all the same.
        return new JsonObject { ["id"] = await submissions.SubmitAsync(submission, CancellationToken.None) };
    }

    private async Task<JsonObject> KillAsync(HttpContext context)
    {
        var ended = await directory.KillAsync(Id(context), "somebody asked for its end", context.RequestAborted);
        return new JsonObject { ["killed"] = new JsonArray([.. ended.Select(id => (JsonNode)id)]) };
    }

    private async Task<JsonObject> EventsAsync(HttpContext context)
    {
        var id = Id(context);
        var wait = TimeSpan.FromSeconds(Math.Clamp(Number(context, "wait"), 0, LongestWait.TotalSeconds));
        var read = await families.ReadAsync(id, (long)Number(context, "after"), wait, context.RequestAborted) ?? throw ProgramDirectory.Unknown(id);
        return new JsonObject
        {
            ["events"] = new JsonArray([.. read.Events.Select(happened => (JsonNode)Write(happened))]),
            ["ended"] = read.IsEnded,
        };
    }

    private async Task SuitcaseAsync(HttpContext context)
    {
        var id = Id(context);
        var result = await reports.FindAsync(id, context.RequestAborted) ?? throw ProgramDirectory.NotEnded(id);
        context.Response.ContentType = "application/x-tar";
        await context.Response.Body.WriteAsync(result.Suitcase, context.RequestAborted);
    }

    private static async Task<JsonNode?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException exception)
        {
            throw FeedCodes.Malformed(exception.Message);
        }
    }

    private static JsonObject Write(FamilyEvent happened) => new()
    {
        ["sequence"] = happened.Sequence,
        ["program"] = happened.Program,
        ["kind"] = happened.Kind.ToString().ToLowerInvariant(),
        ["content"] = happened.Content.DeepClone(),
    };

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static double Number(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 ? 0 : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw FeedCodes.Malformed($"'{name}' is no number");
    }
}
