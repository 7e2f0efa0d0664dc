using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Hosting;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Reporting;
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
        endpoints.Map("GET", "/api/programs", ListAsync);
        endpoints.Map("POST", "/api/programs", SubmitAsync);
        endpoints.Map("DELETE", "/api/programs/{id}", KillAsync);
        endpoints.Map("GET", "/api/programs/{id}/events", EventsAsync);
        endpoints.MapGet("/api/programs/{id}/suitcase", SuitcaseAsync);
    }

    private async Task<JsonNode?> ListAsync(HttpContext context) =>
        JsonSerializer.SerializeToNode(await directory.ListAsync(context.RequestAborted), JsonSerializerOptions.Web);

    private async Task<JsonNode?> SubmitAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = SubmissionJson.Longest;
        var submission = SubmissionJson.Read(await StationAnswers.ReadAsync(context));
        // A client that has left has submitted it all the same.
        return new JsonObject { ["id"] = await submissions.SubmitAsync(submission, CancellationToken.None) };
    }

    private async Task<JsonNode?> KillAsync(HttpContext context)
    {
        var ended = await directory.KillAsync(Id(context), "somebody asked for its end", context.RequestAborted);
        return new JsonObject { ["killed"] = new JsonArray([.. ended.Select(id => (JsonNode)id)]) };
    }

    private async Task<JsonNode?> EventsAsync(HttpContext context)
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
        try
        {
            var id = Id(context);
            var result = await reports.FindAsync(id, context.RequestAborted) ?? throw ProgramDirectory.Unknown(id);
            context.Response.ContentType = "application/x-tar";
            await context.Response.Body.WriteAsync(result.Suitcase, context.RequestAborted);
        }
        catch (DiagnosticException refusal)
        {
            await StationAnswers.RefuseAsync(context, refusal);
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
            : throw new DiagnosticException(Diagnostic.Error(StationCodes.BadRequest, $"'{name}' is no number", $"write it as {name}=10"));
    }
}
