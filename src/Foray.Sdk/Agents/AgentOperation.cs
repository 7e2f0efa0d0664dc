using System.Text.Json.Nodes;

namespace Foray.Sdk.Agents;

/// <summary>A task or process of an agent.</summary>
/// <param name="Name">Name as clients say it: letters, digits and <c>_</c>.</param>
/// <param name="Type">Whether it ends by itself.</param>
/// <param name="RunAsync">
/// Does the work. The token is cancelled when a process is stopped, a task aborted, or the agent shut down; it then returns soon. A returned text is the session's
/// last message. A thrown exception ends the session without success, and its message is kept; <see cref="AgentOperationException"/> for what is no fault of the
/// agent. An <see cref="OperationCanceledException"/> after the cancelling is the end of a process with success, and of a task without.
/// Sessions of one operation never overlap; those of different ones may.
/// </param>
public sealed record AgentOperation(string Name, AgentOperationType Type, Func<IAgentSession, CancellationToken, Task<string>> RunAsync)
{
    /// <summary>What it does, for clients. Default: empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What it takes, with different keys. What a client gives beyond it is refused. Default: nothing.</summary>
    public IReadOnlyList<AgentParameter> Parameters { get; init; } = [];

    /// <summary>True where it starts with the agent. Default: false.</summary>
    public bool RunsAtStartup { get; init; }

    /// <summary>What it starts with where it starts with the agent; checked as what a client gives. Default: null, nothing.</summary>
    public JsonObject? StartupParameters { get; init; }

    /// <summary>True for a task that may be aborted. Default: false.</summary>
    public bool IsAbortable { get; init; }
}
