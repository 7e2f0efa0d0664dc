using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Feeds;

/// <summary>What can be wrong with a request for a feed.</summary>
internal static class FeedCodes
{
    /// <summary>There is no such feed.</summary>
    public const string NoSuchFeed = "FORAY223";

    /// <summary>A request to a station cannot be understood.</summary>
    public const string BadRequest = "FORAY224";

    public static DiagnosticException NoAgent(string instance) => new(Diagnostic.Error(
        NoSuchFeed, $"no station here has an agent '{instance}' whose feeds could be listened to", "foray agent list shows the agents; give one of their instance ids"));

    public static DiagnosticException NoFeed(string instance, string feed) => new(Diagnostic.Error(
        NoSuchFeed, $"the agent '{instance}' has no feed '{feed}'", $"foray agent api {instance} shows its feeds"));

    public static DiagnosticException Malformed(string reason) => new(Diagnostic.Error(BadRequest, $"the request cannot be understood: {reason}", "see the reference of agents for the form of requests"));
}
