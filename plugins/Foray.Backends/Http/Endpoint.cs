using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;

namespace Foray.Backends.Http;

/// <summary>A server that a backend sends to.</summary>
/// <param name="backend">Name of the backend, for messages.</param>
/// <param name="address">Its address: a URL of HTTP or HTTPS.</param>
/// <param name="timeout">Longest time for a request with its answer.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class Endpoint(string backend, string address, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private const int LargestAnswer = 4 << 20;

    // A request that is led elsewhere would take its credentials along, and a POST would arrive as a GET.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Its address without a user's name and password, for messages.</summary>
    public string Name => Base.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private Uri Base => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw BackendErrors.BadAddress(backend, "url", address);

    /// <summary>Name and password as a header, as RFC 7617 has it.</summary>
    public static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>The value of a secret. It is read each time, so that it may be renewed while a run goes on.</summary>
    /// <exception cref="DiagnosticException">It cannot be read.</exception>
    public string Reveal(Secret secret, string option) =>
        secret.Reveal(Environment.CurrentDirectory)?.Trim() is { Length: > 0 } value ? value : throw BackendErrors.NoSecretFound(backend, option, secret);

    /// <summary>A request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path below the address, with its query; empty for the address itself.</param>
    public HttpRequestMessage Request(HttpMethod method, string path) => new(method, path.Length == 0 ? Base : new Uri(Name.TrimEnd('/') + path));

    /// <summary>Sends a request.</summary>
    /// <returns>An answer that will not change by asking again: a success or a refusal.</returns>
    /// <exception cref="DiagnosticException">There was no answer, or one that says that the server cannot at present.</exception>
    public Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => AttemptAsync(async token =>
    {
        using var response = await _client.SendAsync(request, token);
        var answer = new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(token));
        return IsPassing(answer.Status) ? throw BackendErrors.UnreachableServer(backend, Name, answer.Reason) : answer;
    }, cancellationToken);

    /// <summary>Reads an answer that may be of any length, as it comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the body.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What was read; null where there is nothing at the address.</returns>
    /// <exception cref="DiagnosticException">There was no answer, or another one than a success.</exception>
    public Task<T?> ReadAsync<T>(HttpRequestMessage request, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class => AttemptAsync(async token =>
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!response.IsSuccessStatusCode)
            {
                var answer = new Answer(response.StatusCode, []);
                throw IsPassing(answer.Status) ? BackendErrors.UnreachableServer(backend, Name, answer.Reason) : Refusal(answer);
            }

            await using var body = await response.Content.ReadAsStreamAsync(token);
            return await read(body, token);
        }, cancellationToken);

    /// <summary>The exception for an answer that refuses a request.</summary>
    public DiagnosticException Refusal(Answer answer) => BackendErrors.RefusedByServer(backend, Name, answer.Reason);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<T> AttemptAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            return await attempt(either.Token);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw BackendErrors.UnreachableServer(backend, Name, error.InnerException?.Message ?? error.Message, error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw BackendErrors.UnreachableServer(backend, Name, $"no answer within {Duration.Format(timeout)}", error);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
