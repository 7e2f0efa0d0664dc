using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Agents.Sessions;

/// <summary>A task or process of a running agent, with its last session. The words of its answers are those of OCS.</summary>
/// <param name="operation">What the agent declares.</param>
/// <param name="begin">Makes a session with parameters that were accepted.</param>
/// <param name="time">Measures waits.</param>
/// <param name="report">Takes faults of the agent.</param>
internal sealed class HostedOperation(AgentOperation operation, Func<AgentOperation, JsonObject, OperationSession> begin, TimeProvider time, Action<Diagnostic> report)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private OperationSession? _session;
    private bool _isClosed;

    public AgentOperation Declaration => operation;

    /// <summary>Its last session; null where it never ran.</summary>
    public OperationSession? Session
    {
        get
        {
            lock (_gate)
                return _session;
        }
    }

    private string Kind => operation.Type == AgentOperationType.Task ? "task" : "process";

    public AgentReply Start(JsonObject? given)
    {
        OperationSession session;
        JsonObject encoded;
        lock (_gate)
        {
            if (_isClosed)
                return Reply(AgentReply.Error, "The agent is being shut down.", _session);
            if (_session is { Status: not SessionStatus.Done })
                return Reply(AgentReply.Error, $"Operation \"{operation.Name}\" already in progress.", _session);
            var reading = AgentParameters.Read(operation.Parameters, given);
            if (reading.Problems.Count > 0)
                return Reply(AgentReply.Error, $"Operation \"{operation.Name}\" not started: {string.Join("; ", reading.Problems)}.", _session);
            _session = session = begin(operation, reading.Values);
            encoded = session.Encode();
        }

        _ = Task.Run(() => RunAsync(session), CancellationToken.None);
        return new AgentReply(AgentReply.Ok, $"Started {Kind} \"{operation.Name}\".", encoded);
    }

    /// <summary>Waits for the end of the present session.</summary>
    /// <param name="timeout">Longest wait in seconds; zero or less for none; null for one without end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AgentReply> WaitAsync(double? timeout, CancellationToken cancellationToken)
    {
        if (Session is not { } session)
            return Reply(AgentReply.Ok, "Idle.", null);
        try
        {
            await session.Ended.WaitAsync(Limit(timeout), time, cancellationToken);
            return Reply(AgentReply.Ok, $"Operation \"{operation.Name}\" just exited.", session);
        }
        catch (TimeoutException)
        {
            return Reply(AgentReply.Timeout, $"Operation \"{operation.Name}\" still running; wait timed out.", session);
        }
    }

    public AgentReply Tell() => Session is { } session ? Reply(AgentReply.Ok, "Session active.", session) : Reply(AgentReply.Ok, "No session active.", null);

    public AgentReply Stop() =>
        operation.Type == AgentOperationType.Process ? End("stop") : Reply(AgentReply.Error, $"No process called \"{operation.Name}\": it is a task, which is aborted.", Session);

    public AgentReply Abort()
    {
        if (operation.Type != AgentOperationType.Task)
            return Reply(AgentReply.Error, $"No task called \"{operation.Name}\": it is a process, which is stopped.", Session);
        return operation.IsAbortable ? End("abort") : Reply(AgentReply.Error, $"Task \"{operation.Name}\" cannot be aborted.", Session);
    }

    /// <summary>Lets nothing start any more, and asks what runs to end.</summary>
    /// <returns>Ends with what runs.</returns>
    public Task CloseAsync()
    {
        lock (_gate)
            _isClosed = true;
        Session?.TryStop();
        return Session?.Ended ?? Task.CompletedTask;
    }

    /// <summary>Ends the session of an operation that does not end.</summary>
    public void Abandon(TimeSpan grace)
    {
        if (Session?.TryEnd(success: false, $"Abandoned: it did not end within {grace.TotalSeconds:0.#} s.") == true)
            report(Diagnostic.Error(AgentCodes.Abandoned, $"{Kind} '{operation.Name}' did not end within {grace.TotalSeconds:0.#} s and was abandoned", "see what it waits for, and tell the author of the agent"));
    }

    private AgentReply End(string what)
    {
        if (Session is not { } session)
            return Reply(AgentReply.Error, "No session active.", null);
        if (session.TryStop())
            return Reply(AgentReply.Ok, $"Requested {what} on {Kind} \"{operation.Name}\".", session);
        return session.Status == SessionStatus.Done
            ? Reply(AgentReply.Error, $"Nothing to {what}: {Kind} \"{operation.Name}\" has ended.", session)
            : Reply(AgentReply.Ok, $"{Kind} \"{operation.Name}\" is stopping already.", session);
    }

    private async Task RunAsync(OperationSession session)
    {
        if (!session.TryRun())
        {
            session.TryEnd(operation.Type == AgentOperationType.Process, "Ended before it began.");
            return;
        }

        try
        {
            session.TryEnd(success: true, await operation.RunAsync(session, session.Stopping));
        }
        catch (OperationCanceledException) when (session.Stopping.IsCancellationRequested)
        {
            session.TryEnd(operation.Type == AgentOperationType.Process, operation.Type == AgentOperationType.Process ? "Stopped." : "Aborted.");
        }
        catch (AgentOperationException exception)
        {
            session.TryEnd(success: false, exception.Message);
        }
        catch (DiagnosticException exception)
        {
            foreach (var diagnostic in exception.Diagnostics)
                report(diagnostic);
            session.TryEnd(success: false, string.Join("; ", exception.Diagnostics.Select(diagnostic => diagnostic.Message)));
        }
        catch (Exception exception)
        {
            var fault = $"{exception.GetType().Name}: {exception.Message}";
            report(Diagnostic.Error(AgentCodes.OperationFault, $"{Kind} '{operation.Name}' failed: {fault}", "tell the author of the agent"));
            session.TryEnd(success: false, fault);
        }
    }

    private static TimeSpan Limit(double? timeout) => timeout switch
    {
        null => Timeout.InfiniteTimeSpan,
        > 0 => TimeSpan.FromSeconds(Math.Min(timeout.Value, LongestWait.TotalSeconds)),
        _ => TimeSpan.Zero,
    };

    private static AgentReply Reply(int status, string message, OperationSession? session) => new(status, message, session?.Encode() ?? []);
}
