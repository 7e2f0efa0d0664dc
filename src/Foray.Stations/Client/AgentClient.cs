using System.Text.Json.Nodes;
using Foray.Stations.Agents;

namespace Foray.Stations.Client;

/// <summary>The operations of an agent, as a client calls them. A refusal of the agent is a reply; what else can go wrong is thrown, see <see cref="StationClient"/>.</summary>
public sealed class AgentClient
{
    /// <summary>A wait is made of short ones, so that no connection hangs for hours.</summary>
    private static readonly TimeSpan LongestSlice = TimeSpan.FromSeconds(20);

    /// <summary>How soon messages of a call are seen.</summary>
    private static readonly TimeSpan CallSlice = TimeSpan.FromMilliseconds(500);

    private readonly StationClient _station;
    private readonly TimeProvider _time;

    internal AgentClient(StationClient station, string instance, TimeProvider time) => (_station, Instance, _time) = (station, instance, time);

    /// <summary>Its instance id, as it was asked for.</summary>
    public string Instance { get; }

    /// <summary>Begins a session of an operation.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="parameters">Its parameters; null for none.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task<AgentReply> StartAsync(string operation, JsonObject? parameters, CancellationToken cancellationToken) =>
        RequestAsync(new AgentRequest(AgentAction.Start, operation) { Parameters = parameters }, cancellationToken);

    /// <summary>Tells of the session of an operation.</summary>
    public Task<AgentReply> StatusAsync(string operation, CancellationToken cancellationToken) => RequestAsync(new AgentRequest(AgentAction.Status, operation), cancellationToken);

    /// <summary>Asks a process to end. The reply comes before it has.</summary>
    public Task<AgentReply> StopAsync(string operation, CancellationToken cancellationToken) => RequestAsync(new AgentRequest(AgentAction.Stop, operation), cancellationToken);

    /// <summary>Asks a task to end. The reply comes before it has.</summary>
    public Task<AgentReply> AbortAsync(string operation, CancellationToken cancellationToken) => RequestAsync(new AgentRequest(AgentAction.Abort, operation), cancellationToken);

    /// <summary>Waits for the end of the session.</summary>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="timeout">Longest wait; negative for none at all; null until the end. Where it is over, the reply has the status <see cref="AgentReply.Timeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait, and not the session.</param>
    public Task<AgentReply> WaitAsync(string operation, TimeSpan? timeout, CancellationToken cancellationToken) =>
        WaitAsync(operation, timeout, LongestSlice, _ => { }, null, cancellationToken);

    /// <summary>Begins a session and waits for its end. A session that succeeded has <c>success</c> true.</summary>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="parameters">Its parameters; null for none.</param>
    /// <param name="said">Told of every message of the session as it comes.</param>
    /// <param name="cancellationToken">Ends the wait, and not the session.</param>
    /// <returns>The refusal of the start, or the reply of the wait.</returns>
    public async Task<AgentReply> CallAsync(string operation, JsonObject? parameters, Action<string> said, CancellationToken cancellationToken)
    {
        var started = await StartAsync(operation, parameters, cancellationToken);
        if (started.Status != AgentReply.Ok)
            return started;
        var told = 0;
        Tell(started);
        return await WaitAsync(operation, null, CallSlice, Tell, SessionId(started), cancellationToken);

        void Tell(AgentReply reply)
        {
            var messages = reply.Session["messages"] as JsonArray ?? [];
            for (; told < messages.Count; told++)
                said(messages[told] is JsonArray { Count: 2 } message ? $"{message[1]}" : $"{messages[told]}");
        }
    }

    private async Task<AgentReply> WaitAsync(string operation, TimeSpan? timeout, TimeSpan longestSlice, Action<AgentReply> seen, long? session, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            var left = timeout - _time.GetElapsedTime(began);
            var isLast = left <= longestSlice;
            var reply = await RequestAsync(new AgentRequest(AgentAction.Wait, operation) { Timeout = (isLast ? left!.Value : longestSlice).TotalSeconds }, cancellationToken);
            if (session is not null && SessionId(reply) != session)
                return new AgentReply(AgentReply.Error, $"the session {session} has ended, and how is not known any more: '{operation}' was started again, or the agent was", reply.Session);
            session ??= SessionId(reply);
            seen(reply);
            if (reply.Status != AgentReply.Timeout || isLast)
                return reply;
        }
    }

    private Task<AgentReply> RequestAsync(AgentRequest request, CancellationToken cancellationToken) => _station.RequestAsync(Instance, request, cancellationToken);

    private static long? SessionId(AgentReply reply) => reply.Session["session_id"] is JsonValue id && id.TryGetValue(out long number) ? number : null;
}
