using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Stations.Feeds;

namespace Foray.Stations.Client;

/// <summary>One connection of a listener: the events of a feed until it breaks.</summary>
internal sealed class FeedConnection : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private FeedConnection(HttpResponseMessage response, Stream stream, CancellationToken cancellationToken)
    {
        _response = response;
        _events = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Where the next connection goes on: that of the last whole event. An id whose event was cut off does not count.</summary>
    public FeedPosition? Position { get; private set; }

    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The station refuses, or cannot be reached.</exception>
    public static async Task<FeedConnection> OpenAsync(StationRequests requests, string path, FeedPosition? position, TimeProvider time, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (position is not null)
            request.Headers.Add("Last-Event-ID", position.ToString());
        var response = await requests.OpenAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return new FeedConnection(response, new SilenceGuard(await response.Content.ReadAsStreamAsync(cancellationToken), time), cancellationToken);
        response.Dispose();
        throw ClientErrors.NoAnswer(requests.Station, "it sends no events");
    }

    /// <summary>The next entry; null where the station ended the connection.</summary>
    /// <exception cref="IOException">The connection is broken, or what comes over it is no feed.</exception>
    /// <exception cref="TimeoutException">Nothing has come for too long.</exception>
    public async Task<HeardEntry?> NextAsync(CancellationToken cancellationToken)
    {
        var missed = 0L;
        while (await _events.MoveNextAsync().AsTask().WaitAsync(cancellationToken))
        {
            var item = _events.Current;
            Position = FeedPosition.TryParse(item.EventId) ?? throw new IOException($"the station sent an event with the id '{item.EventId}', which is none of a feed");
            switch (item.EventType)
            {
                case "gap":
                    missed = Number(item.Data, "to") - Number(item.Data, "from") + 1;
                    break;
                case SseParser.EventTypeDefault:
                    return new HeardEntry(Position, Parse(item.Data), missed);
                default:
                    // Only its id matters.
                    break;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        // The stream goes first: it ends the read that the enumerator may be waiting for.
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or NotSupportedException or ObjectDisposedException)
        {
            // It was broken off, as was wanted.
        }
    }

    private static JsonObject Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject ?? throw new IOException("the station sent an entry that is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new IOException("the station sent an entry that is not JSON", exception);
        }
    }

    private static long Number(string data, string name) =>
        Parse(data)[name] is JsonValue value && value.TryGetValue(out long number) ? number : throw new IOException("the station sent a gap without its ends");
}
