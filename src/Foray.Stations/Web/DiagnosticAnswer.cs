using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Foray.Stations.Web;

/// <summary>How a station tells over HTTP what is wrong with a request: <c>{"diagnostics": […]}</c>.</summary>
internal static class DiagnosticAnswer
{
    /// <summary>No station has what was asked for.</summary>
    private static readonly string[] NotThere = [Feeds.FeedCodes.NoSuchFeed, Agents.AgentErrors.NoAgent, Programs.ProgramCodes.NoSuchProgram];

    /// <summary>Answers with the diagnostics that an endpoint throws before it has begun to answer.</summary>
    public static RequestDelegate Around(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context);
        }
        catch (DiagnosticException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusOf(refused.Diagnostics[0].Code);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($"{{\"diagnostics\": {DiagnosticJson.Format(refused.Diagnostics)}}}", context.RequestAborted);
        }
    };

    private static int StatusOf(string code) => code switch
    {
        _ when NotThere.Contains(code) => StatusCodes.Status404NotFound,
        ['F', 'O', 'R', 'A', 'Y', '3', ..] => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
