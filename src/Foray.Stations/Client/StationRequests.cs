using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Client;

/// <summary>Requests to a station, and what it says where it refuses them.</summary>
internal sealed class StationRequests(Uri station) : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = !station.IsLoopback, ConnectTimeout = LongestAnswer }) { BaseAddress = station, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The station.</summary>
    public Uri Station => station;

    /// <summary>Sends a request and reads the JSON object that answers it.</summary>
    /// <exception cref="DiagnosticException">The station refuses it, cannot be reached, or takes longer than 30 s.</exception>
    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(LongestAnswer);
        try
        {
            using var answer = await OpenAsync(request, over.Token);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(over.Token)) as JsonObject ?? throw ClientErrors.NoAnswer(station, "its answer is no JSON object");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ClientErrors.NotReached(station, $"it has not answered for {LongestAnswer.TotalSeconds} s", exception);
        }
        catch (JsonException exception)
        {
            throw ClientErrors.NoAnswer(station, "its answer is not JSON", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ClientErrors.NotReached(station, Reason(exception), exception);
        }
    }

    /// <summary>Reads the bytes that answer a request.</summary>
    /// <exception cref="DiagnosticException">The station refuses it, or cannot be reached.</exception>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        try
        {
            using var answer = await OpenAsync(request, cancellationToken);
            return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ClientErrors.NotReached(station, Reason(exception), exception);
        }
    }

    /// <summary>Sends a request and returns when the headers of a good answer have come.</summary>
    /// <exception cref="DiagnosticException">The station refuses it, or cannot be reached.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw ClientErrors.NotReached(station, Reason(exception), exception);
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw Refusal(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private DiagnosticException Refusal(HttpStatusCode status, string body)
    {
        try
        {
            var members = JsonNode.Parse(body) as JsonObject;
            if (members?["diagnostics"] is JsonArray { Count: > 0 } diagnostics)
                return new DiagnosticException([.. diagnostics.OfType<JsonObject>().Select(Read)]);
            if (members?["message"] is JsonValue message)
                return ClientErrors.NoAnswer(station, message.GetValue<string>());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            // It is no answer of a station: told below.
        }

        return ClientErrors.NoAnswer(station, $"it answers with status {(int)status}");
    }

    private static Diagnostic Read(JsonObject diagnostic) =>
        Diagnostic.Error(
            diagnostic["code"]?.GetValue<string>() ?? throw new FormatException("a diagnostic has no code"),
            diagnostic["message"]?.GetValue<string>() ?? "",
            diagnostic["remedy"]?.GetValue<string>());

    private static string Reason(Exception exception) =>
        (exception.GetBaseException() as SocketException)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostNotFound => "there is no such host",
            _ => exception.GetBaseException().Message,
        };
}
