using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Client;

/// <summary>Sends requests to a station, and turns what it refuses into diagnostics.</summary>
public sealed class StationHttp : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">The station.</param>
    public StationHttp(Uri address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The station.</summary>
    public Uri Address { get; }

    /// <summary>Sends a request, and reads the JSON of its answer.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">Its body; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DiagnosticException">The station cannot be reached (FORAY370), or refused.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var answer = await OpenAsync(method, path, body, cancellationToken);
        return await ReachedAsync(async () => await ReadAsync(answer, cancellationToken));
    }

    /// <summary>Sends a request, and reads the bytes of its answer.</summary>
    /// <exception cref="DiagnosticException">As for <see cref="SendAsync"/>.</exception>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await OpenAsync(HttpMethod.Get, path, null, cancellationToken);
        return await ReachedAsync(() => answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Sends a request whose answer is read as it comes; the caller disposes it.</summary>
    /// <exception cref="DiagnosticException">As for <see cref="SendAsync"/>.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var answer = await ReachedAsync(() => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw await RefusalAsync(answer, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> ReachedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new DiagnosticException(
                Diagnostic.Error(StationCodes.Away, $"there is no station at {Address.GetLeftPart(UriPartial.Authority)}, or it ended: {exception.GetBaseException().Message}", "start one with: foray station start; or name another one with --station or FORAY_STATION"), exception);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return bytes.Length == 0 ? null : JsonNode.Parse(bytes);
    }

    private async Task<DiagnosticException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await ReadAsync(answer, cancellationToken);
            return new DiagnosticException([.. ((JsonArray)read!["diagnostics"]!).Select(problem => Diagnostic.Error((string)problem!["code"]!, (string)problem["message"]!, (string?)problem["remedy"]))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or InvalidCastException)
        {
            return new DiagnosticException(
                Diagnostic.Error(StationCodes.Away, $"what answers at {Address.GetLeftPart(UriPartial.Authority)} is no station: {(int)answer.StatusCode} {answer.ReasonPhrase}", "name the station with --station or FORAY_STATION"), exception);
        }
    }
}
