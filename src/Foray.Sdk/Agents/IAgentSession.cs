using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>One execution of an operation, as clients see it. Members may be called from any thread.</summary>
public interface IAgentSession
{
    /// <summary>Parameters that the client gave, checked against the operation's schema.</summary>
    JsonObject Parameters { get; }

    /// <summary>Adds a message for clients.</summary>
    void AddMessage(string text);

    /// <summary>Replaces the session's data; numbers must be finite.</summary>
    void SetData(JsonObject data);

    /// <summary>Says whether it works with limits. Default: it does not.</summary>
    void SetDegraded(bool degraded);

    /// <summary>Publishes values to a feed of the agent.</summary>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="block">Name of the block: values that are always measured together.</param>
    /// <param name="time">When they were measured.</param>
    /// <param name="values">Value by field name: numbers, text, true or false.</param>
    void Publish(string feed, string block, DateTimeOffset time, JsonObject values);
}
