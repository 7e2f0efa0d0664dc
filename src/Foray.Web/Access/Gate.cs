using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Foray.Web.Access;

/// <summary>
/// Lets requests in. A page of another site that is open in a browser of this computer can send requests here too: it is known by its <c>Origin</c>,
/// and where it has let its own name point to this computer, by its <c>Host</c>.
/// </summary>
internal sealed class Gate(BearerToken? token, RequestDelegate next)
{
    public const string HealthPath = "/health";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (IsOfAnotherSite(context.Request))
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "PERMISSION_DENIED", "requests of other sites' pages are not taken; the address of this server has to be the one that it listens on");
        if (token is null || context.Request.Path == HealthPath || token.IsShownBy(context.Request.Headers.Authorization))
            return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", "the header 'Authorization: Bearer TOKEN' with this server's token is missing, or has another token");
    }

    public static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["error_code"] = code, ["message"] = message }, JsonSerializerOptions.Web, context.RequestAborted);
    }

    private bool IsOfAnotherSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            return true;
        // A browser does not know the token, so that a server with one can have any name.
        return token is null && !IsThisComputer(request.Host.Host);
    }

    private static bool IsThisComputer(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
