using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents;

/// <summary>What the agents of a station take from it.</summary>
/// <param name="Scope">Owns their plugins.</param>
/// <param name="OpenFeeds">What keeps the feeds of an instance.</param>
/// <param name="Time">The time.</param>
/// <param name="Report">Told of what goes wrong.</param>
internal sealed record AgentEnvironment(PluginScope Scope, Func<string, FeedLogs> OpenFeeds, TimeProvider Time, Action<Diagnostic> Report);
