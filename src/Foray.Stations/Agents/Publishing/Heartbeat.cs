using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Sessions;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents.Publishing;

/// <summary>Tells every second that an agent lives, with the op code of each operation. A beat that cannot be kept is left out.</summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>Name of its feed.</summary>
    public const string Feed = "heartbeat";

    /// <summary>Name of its block.</summary>
    public const string Block = "op_codes";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<HostedOperation> _operations;
    private readonly AgentFeeds _feeds;
    private readonly IFeedWriter _writer;
    private readonly TimeProvider _time;
    private readonly Action<Diagnostic> _report;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private bool _isFailing;
    private bool _isOver;

    /// <summary>Beats at once, and every second from now on.</summary>
    public Heartbeat(IReadOnlyList<HostedOperation> operations, AgentFeeds feeds, IFeedWriter writer, TimeProvider time, Action<Diagnostic> report)
    {
        (_operations, _feeds, _writer, _time, _report) = (operations, feeds, writer, time, report);
        Beat();
        _timer = time.CreateTimer(_ => Beat(), null, Interval, Interval);
    }

    /// <summary>Ends it; a beat that is being written is waited for.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
            _isOver = true;
    }

    private void Beat()
    {
        // A beat whose writing takes longer than a second leaves out the next ones.
        if (!_feeds.HasHeartbeat || !_gate.TryEnter())
            return;
        try
        {
            if (_isOver)
                return;
            _writer.Append(Feed, new JsonObject { [Block] = Encode() });
            _isFailing = false;
        }
        catch (Exception exception)
        {
            if (!_isFailing)
                _report(Diagnostic.Warning(AgentCodes.FeedNotKept, $"the heartbeat cannot be kept: {exception.Message}", "see that the disk of the station has room and can be written"));
            _isFailing = true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private JsonObject Encode() => new()
    {
        ["block_name"] = Block,
        ["timestamps"] = new JsonArray(UnixTime.Of(_time.GetUtcNow())),
        ["data"] = new JsonObject(_operations.Select(operation =>
            KeyValuePair.Create(operation.Declaration.Name, (JsonNode?)new JsonArray((int)(operation.Session?.OpCode ?? OpCode.None))))),
    };
}
