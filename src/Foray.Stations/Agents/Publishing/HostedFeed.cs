using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents.Sessions;
using Foray.Stations.Feeds;

namespace Foray.Stations.Agents.Publishing;

/// <summary>A feed of a running agent: gathers what is published, and keeps it until its writer has taken it.</summary>
internal sealed class HostedFeed : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, BlockShape> _shapes = new(StringComparer.Ordinal);
    private readonly FeedBuffer _waiting = new();
    private readonly HashSet<OperationSession> _publishers = [];
    private readonly AgentFeed _feed;
    private readonly IFeedWriter _writer;
    private readonly Action<Diagnostic> _report;
    private readonly ITimer _timer;
    private bool _isScheduled;
    private bool _isFailing;
    private long _dropped;

    public HostedFeed(AgentFeed feed, IFeedWriter writer, TimeProvider time, Action<Diagnostic> report)
    {
        (_feed, _writer, _report) = (feed, writer, report);
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes values.</summary>
    /// <exception cref="DiagnosticException">The feed does not take them.</exception>
    public void Publish(OperationSession session, string block, DateTimeOffset time, JsonObject values)
    {
        List<Diagnostic> problems = [];
        lock (_gate)
        {
            Add(block, time, values, problems);
            _publishers.Add(session);
            if (_isFailing)
                session.SetTrouble(_feed.Name, isTroubled: true);
            else if (_feed.Buffer == TimeSpan.Zero || _waiting.Count >= FeedBuffer.MessageSamples)
                Write(problems);
            else
                Schedule(_feed.Buffer);
        }

        problems.ForEach(_report);
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        List<Diagnostic> problems = [];
        lock (_gate)
        {
            _isScheduled = false;
            Write(problems);
        }

        problems.ForEach(_report);
    }

    /// <summary>Writes what was gathered for the last time, and tells what is lost.</summary>
    public void Dispose()
    {
        Flush();
        _timer.Dispose();
        lock (_gate)
            if (_waiting.Count > 0)
                _report(NotKept($"the last {_waiting.Count} samples of feed '{_feed.Name}' are lost"));
    }

    private void Add(string block, DateTimeOffset time, JsonObject values, List<Diagnostic> problems)
    {
        JsonObject copy;
        try
        {
            if (!AgentNames.IsValid(block))
                throw new FormatException("its name is invalid");
            var shape = BlockShape.Of(values);
            copy = FiniteJson.Copy(values);
            if (!_shapes.TryAdd(block, shape))
                _shapes[block].Require(shape);
        }
        catch (FormatException exception)
        {
            throw new DiagnosticException(Diagnostic.Error(AgentCodes.InvalidPublication, $"feed '{_feed.Name}' does not take block '{block}': {exception.Message}", "tell the author of the agent"), exception);
        }

        if (!_waiting.Add(new FeedSample(block, UnixTime.Of(time), copy)) && _dropped++ == 0)
            problems.Add(NotKept($"feed '{_feed.Name}' drops its oldest samples: {FeedBuffer.Most} wait to be kept"));
    }

    private void Write(List<Diagnostic> problems)
    {
        try
        {
            for (; _waiting.Count > 0; _waiting.RemoveFirst())
                _writer.Append(_feed.Name, _waiting.First());
        }
        catch (Exception exception)
        {
            if (!_isFailing)
                problems.Add(NotKept($"what feed '{_feed.Name}' publishes cannot be kept: {exception.Message}"));
            _isFailing = true;
            Schedule(RetryDelay);
            SetTrouble(isTroubled: true);
            return;
        }

        if (_dropped > 0)
            problems.Add(NotKept($"feed '{_feed.Name}' is kept again; {_dropped} samples were dropped"));
        (_isFailing, _dropped) = (false, 0);
        SetTrouble(isTroubled: false);
        _publishers.Clear();
    }

    private void SetTrouble(bool isTroubled)
    {
        foreach (var session in _publishers)
            session.SetTrouble(_feed.Name, isTroubled);
    }

    private void Schedule(TimeSpan delay)
    {
        if (_isScheduled)
            return;
        _isScheduled = true;
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private static Diagnostic NotKept(string message) =>
        Diagnostic.Warning(AgentCodes.FeedNotKept, message, "see that the disk of the station has room and can be written");
}
