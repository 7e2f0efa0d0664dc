using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Foray.Tracking.Server.Requests;

/// <summary>The parameters of a call: those of the query for GET, a JSON object otherwise.</summary>
internal sealed class ApiRequest : IDisposable
{
    private readonly JsonDocument? _document;

    private ApiRequest(Fields fields, JsonDocument? document, CancellationToken cancellationToken) =>
        (Fields, _document, CancellationToken) = (fields, document, cancellationToken);

    public Fields Fields { get; }

    /// <summary>Cancelled when the client is gone.</summary>
    public CancellationToken CancellationToken { get; }

    /// <param name="request">The request.</param>
    /// <param name="longest">Longest body in bytes.</param>
    /// <exception cref="ApiException">It is not a request that this API takes.</exception>
    public static async Task<ApiRequest> ReadAsync(HttpRequest request, int longest)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (HttpMethods.IsGet(request.Method))
            return new ApiRequest(new QueryFields(request.Query), null, cancellationToken);
        if (request.ContentType is { } type && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw ApiException.Invalid("Bad Request. Content-Type must be one of ['application/json'].");
        var body = await ReadBodyAsync(request, longest, cancellationToken);
        var document = Parse(body);
        return new ApiRequest(new JsonFields(document?.RootElement ?? default), document, cancellationToken);
    }

    public void Dispose() => _document?.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, int longest, CancellationToken cancellationToken)
    {
        if (request.ContentLength > longest)
            throw TooLong(longest, request.ContentLength.Value);
        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > longest)
                throw TooLong(longest, body.Length);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ApiException TooLong(long longest, long size) =>
        ApiException.Invalid($"API requests must be at most {longest} bytes, got a request of size {size}.");

    /// <summary>Old clients send the object as a text in a JSON text.</summary>
    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (body.Span.Trim(" \r\n\t"u8).IsEmpty)
                return null;
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.String)
                document = JsonDocument.Parse(document.RootElement.GetString()!);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw ApiException.Invalid("The request is no JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ApiException.Invalid("The request is no JSON, or holds a text that is no Unicode.");
        }
    }
}
