namespace Foray.Sdk.Agents;

/// <summary>A task or process of an agent.</summary>
/// <param name="Name">Name as clients say it: letters, digits and <c>_</c>.</param>
/// <param name="Type">Whether it ends by itself.</param>
/// <param name="RunAsync">
/// Does the work. The token is cancelled when a process is stopped or a task aborted; it then returns soon. A thrown exception ends the session without success,
/// and its message is kept; a returned text is the session's last message.
/// </param>
public sealed record AgentOperation(string Name, AgentOperationType Type, Func<IAgentSession, CancellationToken, Task<string>> RunAsync)
{
    /// <summary>What it does, for clients. Default: empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>True where it starts with the agent. Default: false.</summary>
    public bool RunsAtStartup { get; init; }

    /// <summary>True for a task that may be aborted. Default: false.</summary>
    public bool IsAbortable { get; init; }
}
