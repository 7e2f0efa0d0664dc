using System.Globalization;
using Foray.Stations.Agents;
using Foray.Stations.Cluster;
using Foray.Stations.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Stations.Feeds;

/// <summary>
/// <c>GET /api/feeds/{instance}/{feed}?after=N</c>: a feed of any agent of the cluster as server-sent events, from the header <c>Last-Event-ID</c> on, else after the entry N, else from now.
/// </summary>
internal static class FeedEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Adds the endpoint.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="directory">Tells at which station an agent is.</param>
    /// <param name="stations">Ways to the stations.</param>
    public static void MapFeeds(this IEndpointRouteBuilder endpoints, IAgentDirectory directory, IStations stations) =>
        endpoints.MapGet("/api/feeds/{instance}/{feed}", DiagnosticAnswer.Around(context => ServeAsync(context, directory, stations)));

    private static async Task ServeAsync(HttpContext context, IAgentDirectory directory, IStations stations)
    {
        var instance = (string)context.Request.RouteValues["instance"]!;
        var request = RequestOf(context.Request);
        var agents = await directory.ListAsync(context.RequestAborted);
        var agent = agents.FirstOrDefault(agent => agent.Instance == instance || agent.Address == instance) ?? throw FeedCodes.NoAgent(instance);
        await new FeedStream(context, next => AskAsync(stations, agent, next, context.RequestAborted)).RunAsync(request);
    }

    private static async Task<FeedPage> AskAsync(IStations stations, AgentEntry agent, FeedRequest request, CancellationToken cancellationToken) =>
        FeedMessages.ReadPage(await stations.AskAsync(agent.Station, FeedsPart.PartName, FeedMessages.Write(agent.Instance, request), cancellationToken));

    private static FeedRequest RequestOf(HttpRequest request)
    {
        var feed = new FeedRequest((string)request.RouteValues["feed"]!);
        if (request.Headers[LastEventId].ToString() is { Length: > 0 } last)
            return FeedPosition.TryParse(last) is { } position ? feed with { Log = position.Log, After = position.Sequence } : throw FeedCodes.Malformed($"{LastEventId} '{last}' is none that a feed has sent");
        if (request.Query["after"].ToString() is not { Length: > 0 } after)
            return feed;
        return long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? feed with { After = sequence }
            : throw FeedCodes.Malformed($"after '{after}' is no number from 0 on");
    }
}
