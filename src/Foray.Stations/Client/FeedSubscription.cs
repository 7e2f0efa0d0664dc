using Foray.Sdk.Diagnostics;
using Foray.Stations.Feeds;

namespace Foray.Stations.Client;

/// <summary>A listener's place in a feed, whatever becomes of its connections.</summary>
internal sealed class FeedSubscription(StationRequests requests, string path, FeedStart start, TimeProvider time, Action<string>? interrupted) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private FeedConnection? _connection;
    private FeedPosition? _position = start.Position;
    private TimeSpan _pause = ShortestPause;
    private bool _hasConnected;
    private bool _isAway;

    /// <summary>The next entry, when there is one.</summary>
    /// <exception cref="DiagnosticException">The station could not be reached, or refused, from the beginning.</exception>
    public async Task<HeardEntry> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            string problem;
            try
            {
                _connection ??= await ConnectAsync(cancellationToken);
                if (await _connection.NextAsync(cancellationToken) is { } entry)
                    return entry;
                problem = "the station has ended the connection";
            }
            catch (Exception exception) when (_hasConnected && IsBroken(exception) && !cancellationToken.IsCancellationRequested)
            {
                problem = exception is DiagnosticException refused ? refused.Diagnostics[0].Message : exception.GetBaseException().Message;
            }

            await PauseAsync(problem, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>What the network, the station and the guard against silence throw. What comes over a connection that breaks may be cut anywhere.</summary>
    private static bool IsBroken(Exception exception) =>
        exception is DiagnosticException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    private async Task<FeedConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await FeedConnection.OpenAsync(requests, path + (_position is null ? start.Query : null), _position, time, cancellationToken);
        (_hasConnected, _isAway, _pause) = (true, false, ShortestPause);
        return connection;
    }

    private async Task PauseAsync(string problem, CancellationToken cancellationToken)
    {
        if (_connection is { } broken)
        {
            _position = broken.Position ?? _position;
            _connection = null;
            await broken.DisposeAsync();
        }

        if (!_isAway)
            interrupted?.Invoke(problem);
        _isAway = true;
        await Task.Delay(_pause, time, cancellationToken);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
    }
}
