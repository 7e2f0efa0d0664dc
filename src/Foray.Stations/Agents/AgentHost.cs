using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Publishing;
using Foray.Stations.Agents.Sessions;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents;

/// <summary>
/// A running agent: gives clients its operations and keeps what its feeds publish. The agent itself was started by whoever made this, and is stopped by it, after
/// <see cref="StopAsync"/>. Members may be called from any thread.
/// </summary>
internal sealed class AgentHost : IAsyncDisposable
{
    /// <summary>How long operations have to end when the agent is shut down, unless told otherwise: 10 s.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, HostedOperation> _operations;
    private readonly IReadOnlyList<AgentFeed> _declaredFeeds;
    private readonly AgentFeeds _feeds;
    private readonly IFeedWriter _writer;
    private readonly TimeProvider _time;
    private readonly Action<Diagnostic> _report;
    private readonly double _started;
    private readonly Lock _gate = new();
    private Heartbeat? _heartbeat;
    private Task? _stopping;
    private long _lastSession;

    /// <param name="identity">Who it is.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="feeds">Keeps what it publishes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Takes what nobody asked for: faults of the agent, feeds that cannot be kept. Called from any thread; it must not throw.</param>
    /// <exception cref="DiagnosticException">What the agent declares is not valid.</exception>
    public AgentHost(AgentIdentity identity, IAgent agent, IFeedWriter feeds, TimeProvider time, Action<Diagnostic> report)
    {
        AgentDeclaration.Check(identity, agent);
        (Identity, _writer, _time, _declaredFeeds) = (identity, feeds, time, [.. agent.Feeds]);
        _report = diagnostic => report(diagnostic with { Message = $"agent '{identity.Instance}': {diagnostic.Message}" });
        _started = UnixTime.Of(time.GetUtcNow());
        _feeds = new AgentFeeds(_declaredFeeds, feeds, time, _report);
        _operations = agent.Operations.ToDictionary(operation => operation.Name, operation => new HostedOperation(operation, Begin, time, _report), StringComparer.Ordinal);
    }

    /// <summary>Who it is.</summary>
    public AgentIdentity Identity { get; }

    /// <summary>Begins the heartbeat, and the operations that start with the agent. Called once.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_stopping is not null)
                return Task.CompletedTask;
            foreach (var operation in _operations.Values.Where(operation => operation.Declaration.RunsAtStartup))
                operation.Start(operation.Declaration.StartupParameters);
            _heartbeat = new Heartbeat([.. _operations.Values], _feeds, _writer, _time, _report);
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers a request; a refusal is an answer too. Only a wait takes long.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends a wait, and nothing else.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<AgentReply> RequestAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        if (!_operations.TryGetValue(request.Operation, out var operation))
            return new AgentReply(AgentReply.Error, DescribeUnknown(request), []);
        return request.Action switch
        {
            AgentAction.Start => operation.Start(request.Parameters),
            AgentAction.Wait => await operation.WaitAsync(request.Timeout, cancellationToken),
            AgentAction.Status => operation.Tell(),
            AgentAction.Stop => operation.Stop(),
            _ => operation.Abort(),
        };
    }

    /// <summary>What it offers, see <see cref="AgentDescription"/>.</summary>
    public JsonObject Describe() => AgentDescription.Write(Identity, _started, _operations.Values, _declaredFeeds);

    /// <summary>
    /// Shuts down: nothing starts any more, what runs is asked to end and is abandoned where it does not, and what was published is written. Safe without a start,
    /// and to repeat: the first call decides.
    /// </summary>
    /// <param name="grace">How long operations have to end.</param>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_gate)
            return _stopping ??= ShutDownAsync(grace);
    }

    /// <summary>Shuts down with the usual grace.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(DefaultGrace);

    private async Task ShutDownAsync(TimeSpan grace)
    {
        var ends = Task.WhenAll(_operations.Values.Select(operation => operation.CloseAsync()));
        try
        {
            await ends.WaitAsync(grace, _time);
        }
        catch (TimeoutException)
        {
            foreach (var operation in _operations.Values)
                operation.Abandon(grace);
        }

        _heartbeat?.Dispose();
        _feeds.Dispose();
    }

    private OperationSession Begin(AgentOperation operation, JsonObject parameters) =>
        new(Interlocked.Increment(ref _lastSession), operation, parameters, _feeds, _time);

    private static string DescribeUnknown(AgentRequest request) => request.Action switch
    {
        AgentAction.Stop => $"No process called \"{request.Operation}\".",
        AgentAction.Abort => $"No task called \"{request.Operation}\".",
        AgentAction.Wait => $"Unknown operation \"{request.Operation}\".",
        _ => $"No task or process called \"{request.Operation}\".",
    };
}
