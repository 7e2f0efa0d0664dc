using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Publishing;

namespace Foray.Stations.Agents.Sessions;

/// <summary>One execution of an operation: what the agent says, and what clients are told.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The token has no timer, and an operation may use it after its session's end.")]
internal sealed class OperationSession(long id, AgentOperation operation, JsonObject parameters, AgentFeeds feeds, TimeProvider time) : IAgentSession
{
    private readonly Lock _gate = new();
    private readonly SessionMessages _messages = new();
    private readonly HashSet<string> _troubledFeeds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double _started = UnixTime.Of(time.GetUtcNow());
    private double? _endTime;
    private bool? _success;
    private bool _isDegraded;
    private JsonObject _data = [];

    public JsonObject Parameters => parameters;

    public SessionStatus Status { get; private set; }

    /// <summary>Cancelled when the operation is to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends with the session.</summary>
    public Task Ended => _ended.Task;

    public OpCode OpCode
    {
        get
        {
            lock (_gate)
                return CodeOf();
        }
    }

    public void AddMessage(string text)
    {
        lock (_gate)
            if (Status != SessionStatus.Done)
                _messages.Add(Now(), text);
    }

    public void SetData(JsonObject data)
    {
        var copy = CopyOf(data);
        lock (_gate)
            if (Status != SessionStatus.Done)
                _data = copy;
    }

    public void SetDegraded(bool degraded)
    {
        lock (_gate)
            if (Status != SessionStatus.Done)
                _isDegraded = degraded;
    }

    public void Publish(string feed, string block, DateTimeOffset time, JsonObject values)
    {
        if (!Ended.IsCompleted)
            feeds.Publish(this, feed, block, time, values);
    }

    public void SetHeartbeat(bool isOn)
    {
        if (!Ended.IsCompleted)
            feeds.HasHeartbeat = isOn;
    }

    /// <summary>Says whether what it publishes to a feed is kept; while it is not, the session is degraded.</summary>
    public void SetTrouble(string feed, bool isTroubled)
    {
        lock (_gate)
        {
            if (Status == SessionStatus.Done)
                return;
            if (isTroubled)
                _troubledFeeds.Add(feed);
            else
                _troubledFeeds.Remove(feed);
        }
    }

    /// <summary>Moves it from starting to running.</summary>
    /// <returns>False where it was asked to end already.</returns>
    public bool TryRun() => TryForward(SessionStatus.Running);

    /// <summary>Asks it to end.</summary>
    /// <returns>False where it was asked before, or has ended.</returns>
    public bool TryStop()
    {
        if (!TryForward(SessionStatus.Stopping))
            return false;
        // Whoever waits for the token goes on elsewhere: the answer to the client does not wait for it.
        _ = CancelAsync();
        return true;
    }

    /// <summary>Ends it.</summary>
    /// <returns>False where it has ended before.</returns>
    public bool TryEnd(bool success, string message)
    {
        lock (_gate)
        {
            if (Status == SessionStatus.Done)
                return false;
            if (message.Length > 0)
                _messages.Add(Now(), message);
            (Status, _success, _endTime) = (SessionStatus.Done, success, Now());
        }

        _ended.SetResult();
        return true;
    }

    /// <summary>As OCS's clients know it.</summary>
    public JsonObject Encode()
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["session_id"] = id,
                ["op_name"] = operation.Name,
                ["op_code"] = (int)CodeOf(),
                ["cred_level"] = AgentDescription.OpenLevel,
                ["status"] = NameOf(Status),
                ["degraded"] = IsDegraded(),
                ["success"] = _success,
                ["start_time"] = _started,
                ["end_time"] = _endTime,
                ["data"] = _data.DeepClone(),
                ["messages"] = _messages.Encode(),
            };
        }
    }

    private bool TryForward(SessionStatus next)
    {
        lock (_gate)
        {
            if (next <= Status)
                return false;
            Status = next;
            return true;
        }
    }

    private async Task CancelAsync()
    {
        try
        {
            await _stopping.CancelAsync();
        }
        catch (AggregateException exception)
        {
            AddMessage($"What the operation does when it is to end failed: {exception.InnerException?.Message}");
        }
    }

    private JsonObject CopyOf(JsonObject data)
    {
        try
        {
            return FiniteJson.Copy(data);
        }
        catch (FormatException exception)
        {
            throw new DiagnosticException(Diagnostic.Error(AgentCodes.InvalidData, $"operation '{operation.Name}' gave data that clients cannot read: {exception.Message}", "tell the author of the agent"), exception);
        }
    }

    private bool IsDegraded() => _isDegraded || _troubledFeeds.Count > 0;

    private OpCode CodeOf() => Status switch
    {
        SessionStatus.Starting => OpCode.Starting,
        SessionStatus.Running => IsDegraded() ? OpCode.Degraded : OpCode.Running,
        SessionStatus.Stopping => OpCode.Stopping,
        _ => _success == true ? OpCode.Succeeded : OpCode.Failed,
    };

    private static string NameOf(SessionStatus status) => status switch
    {
        SessionStatus.Starting => "starting",
        SessionStatus.Running => "running",
        SessionStatus.Stopping => "stopping",
        _ => "done",
    };

    private double Now() => UnixTime.Of(time.GetUtcNow());
}
