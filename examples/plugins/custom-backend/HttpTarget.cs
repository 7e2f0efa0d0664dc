using System.Net.Http.Headers;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;

namespace Example.CustomBackend;

/// <summary>An address that lines are posted to.</summary>
internal sealed class HttpTarget : ILineTarget
{
    private const string MissingToken = "LINE001";
    private const string Refused = "LINE002";

    private readonly HttpClient _client;
    private readonly string _url;

    private HttpTarget(HttpClient client, string url) => (_client, _url) = (client, url);

    public static HttpTarget Open(string url, LineServerOptions options)
    {
        var token = options.Token is { } secret ? Reveal(secret) : null;
        var client = new HttpClient { Timeout = options.Timeout };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new HttpTarget(client, url);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await _client.PostAsync(new Uri(_url), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new DiagnosticException(Diagnostic.Error(Refused, $"'{_url}' answered {(int)response.StatusCode} {response.ReasonPhrase}", "check the address and the token"));
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => $"'{_url}'";

    private static string Reveal(Secret secret) =>
        secret.Reveal(Environment.CurrentDirectory)
        ?? throw new DiagnosticException(Diagnostic.Error(MissingToken, $"the token cannot be read: {secret}", "set the environment variable, or write the file"));
}
