using System.Buffers;
using System.Text.Json;
using Foray.Tracking.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace Foray.Tracking.Server;

/// <summary>Answers requests as MLflow does: a JSON object, or <c>{error_code, message}</c>.</summary>
internal static class Endpoint
{
    /// <summary>Answers with what a call returns.</summary>
    /// <param name="call">The call.</param>
    /// <param name="longest">Longest body in bytes.</param>
    public static RequestDelegate Of(Func<ApiRequest, Task<ApiAnswer>> call, int longest) => Guard(async context =>
    {
        using var request = await ApiRequest.ReadAsync(context.Request, longest);
        await WriteAsync(context, StatusCodes.Status200OK, await call(request));
    });

    /// <summary>Lets a call answer itself, and answers where it is refused.</summary>
    public static RequestDelegate Guard(RequestDelegate call) => async context =>
    {
        try
        {
            await call(context);
        }
        catch (ApiException refused)
        {
            await WriteAsync(context, ErrorCode.StatusOf(refused.Code), json => WriteError(json, refused.Code, refused.Message));
        }
    };

    private static void WriteError(Utf8JsonWriter json, string code, string message)
    {
        json.WriteString("error_code", code);
        json.WriteString("message", message);
    }

    private static async Task WriteAsync(HttpContext context, int status, ApiAnswer answer)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            answer(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
