using Foray.Sdk.Plugins;

namespace Foray.Sdk.Agents;

/// <summary>
/// A long-running part of an instrument: tasks and processes that clients start and stop, and feeds that they listen to.
/// An agent that holds a device implements <see cref="IPluginLifecycle"/> too.
/// </summary>
[PluginKind("agent")]
public interface IAgent
{
    /// <summary>Its tasks and processes, with different names; the same list every time.</summary>
    IReadOnlyList<AgentOperation> Operations { get; }

    /// <summary>Its feeds, with different names; the same list every time. Default: none.</summary>
    IReadOnlyList<AgentFeed> Feeds => [];
}
