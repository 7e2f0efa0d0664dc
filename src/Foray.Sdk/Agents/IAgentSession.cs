using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>
/// One execution of an operation, as clients see it. Its id, status, times and success are the host's. Members may be called from any thread; after the end of the
/// session they do nothing.
/// </summary>
public interface IAgentSession
{
    /// <summary>
    /// Parameters that the client gave, checked against <see cref="AgentOperation.Parameters"/>, each in its type, with defaults filled in.
    /// <see cref="AgentSessionValues"/> reads them.
    /// </summary>
    JsonObject Parameters { get; }

    /// <summary>Adds a message for clients. The host keeps the last ones, and says how many are gone.</summary>
    void AddMessage(string text);

    /// <summary>Replaces the session's data, of which a copy is kept. NaN is told to clients as null.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">It has an infinite number, or something that is not JSON.</exception>
    void SetData(JsonObject data);

    /// <summary>Says whether it works with limits. Default: it does not.</summary>
    void SetDegraded(bool degraded);

    /// <summary>Publishes values to a feed of the agent.</summary>
    /// <param name="feed">Name of the feed, one of <see cref="IAgent.Feeds"/>.</param>
    /// <param name="block">Name of the block: values that are always measured together. Its fields and their types stay the same for the agent's life.</param>
    /// <param name="time">When they were measured.</param>
    /// <param name="values">Value by field name: numbers (NaN where there is none), text, true or false. For names see <see cref="AgentNames.IsValidField"/>.</param>
    /// <exception cref="Diagnostics.DiagnosticException">There is no such feed, or it does not take the values.</exception>
    void Publish(string feed, string block, DateTimeOffset time, JsonObject values);

    /// <summary>Switches the agent's heartbeat on or off, by which others tell that it lives. At the start of the agent it is on.</summary>
    void SetHeartbeat(bool isOn)
    {
    }
}
