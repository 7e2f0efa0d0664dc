using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Agents;

/// <summary>A running agent whose operations do what a test says.</summary>
internal sealed class Instrument : IAgent, IAsyncDisposable
{
    public Instrument(params IReadOnlyList<AgentOperation> operations) => Operations = operations;

    public IReadOnlyList<AgentOperation> Operations { get; }

    public IReadOnlyList<AgentFeed> Feeds { get; init; } = [];

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));

    public RecordingFeeds Kept { get; } = new();

    public ConcurrentQueue<Diagnostic> Problems { get; } = new();

    public AgentHost Host => field ??= new AgentHost(new AgentIdentity("data1", "observatory.data1", "FakeDataAgent", "localhost"), this, Kept, Time, Problems.Enqueue);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A process that runs until it is stopped.</summary>
    public static AgentOperation Process(string name = "acq", Action<IAgentSession>? begin = null) => new(name, AgentOperationType.Process, async (session, stop) =>
    {
        begin?.Invoke(session);
        await Task.Delay(Timeout.Infinite, stop);
        return "";
    });

    /// <summary>A task that does something, and ends.</summary>
    public static AgentOperation Task_(string name, Action<IAgentSession> work) => new(name, AgentOperationType.Task, (session, _) =>
    {
        work(session);
        return Task.FromResult("done");
    });

    /// <summary>A process that does not end when it is stopped.</summary>
    public static AgentOperation Stubborn(TaskCompletionSource begun, Task<string> end) => new("acq", AgentOperationType.Process, (_, _) =>
    {
        begun.SetResult();
        return end;
    });

    public Task<AgentReply> StartAsync(string operation, string? parameters = null) =>
        Host.RequestAsync(new AgentRequest(AgentAction.Start, operation) { Parameters = parameters is null ? null : (JsonObject)JsonNode.Parse(parameters)! }, Token);

    public Task<AgentReply> AskAsync(AgentAction action, string operation, double? timeout = null) =>
        Host.RequestAsync(new AgentRequest(action, operation) { Timeout = timeout }, Token);

    /// <summary>Starts an operation and waits for its end.</summary>
    public async Task<AgentReply> CallAsync(string operation, string? parameters = null)
    {
        var started = await StartAsync(operation, parameters);
        return started.Status == AgentReply.Ok ? await AskAsync(AgentAction.Wait, operation) : started;
    }

    public async ValueTask DisposeAsync() => await Host.StopAsync(TimeSpan.Zero);
}
