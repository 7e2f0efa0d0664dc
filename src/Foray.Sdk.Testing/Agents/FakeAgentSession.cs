using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;

namespace Foray.Sdk.Testing.Agents;

/// <summary>An execution of an operation, that keeps what the agent says.</summary>
/// <param name="parameters">What the client gave. Default: nothing.</param>
public sealed class FakeAgentSession(JsonObject? parameters = null) : IAgentSession
{
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly ConcurrentQueue<JsonObject> _states = new();
    private readonly ConcurrentQueue<PublishedBlock> _published = new();
    private readonly TaskCompletionSource _spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An execution as the host makes it: what the client gave is checked, and defaults are filled in.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="given">What the client gives. Default: nothing.</param>
    /// <exception cref="ArgumentException">The host would refuse it; the message says all that is wrong.</exception>
    public FakeAgentSession(AgentOperation operation, JsonObject? given = null)
        : this(Accept(operation, given))
    {
    }

    /// <inheritdoc/>
    public JsonObject Parameters { get; } = parameters ?? [];

    /// <summary>Its messages, in order.</summary>
    public IReadOnlyCollection<string> Messages => _messages;

    /// <summary>Its data, as it was set each time, in order.</summary>
    public IReadOnlyCollection<JsonObject> States => _states;

    /// <summary>What was published, in order.</summary>
    public IReadOnlyCollection<PublishedBlock> Published => _published;

    /// <summary>True while the operation says that it works with limits.</summary>
    public bool IsDegraded { get; private set; }

    /// <summary>False while the operation has switched the agent's heartbeat off.</summary>
    public bool HasHeartbeat { get; private set; } = true;

    /// <summary>Ends when the operation has said anything.</summary>
    public Task Spoken => _spoken.Task;

    /// <inheritdoc/>
    public void AddMessage(string text)
    {
        _messages.Enqueue(text);
        _spoken.TrySetResult();
    }

    /// <inheritdoc/>
    public void SetData(JsonObject data)
    {
        _states.Enqueue((JsonObject)data.DeepClone());
        _spoken.TrySetResult();
    }

    /// <inheritdoc/>
    public void SetDegraded(bool degraded)
    {
        IsDegraded = degraded;
        _spoken.TrySetResult();
    }

    /// <inheritdoc/>
    public void Publish(string feed, string block, DateTimeOffset time, JsonObject values)
    {
        _published.Enqueue(new PublishedBlock(feed, block, time, values));
        _spoken.TrySetResult();
    }

    /// <inheritdoc/>
    public void SetHeartbeat(bool isOn)
    {
        HasHeartbeat = isOn;
        _spoken.TrySetResult();
    }

    private static JsonObject Accept(AgentOperation operation, JsonObject? given)
    {
        var reading = AgentParameters.Read(operation.Parameters, given);
        return reading.Problems.Count == 0 ? reading.Values : throw new ArgumentException($"operation '{operation.Name}': {string.Join("; ", reading.Problems)}", nameof(given));
    }
}
