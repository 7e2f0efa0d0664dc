using Foray.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Foray.Web;

/// <summary>Answers where an endpoint threw. What it threw is told to the server's owner, and not to the client.</summary>
internal sealed class Failures(Action<Exception> failed, RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Gate.RefuseAsync(context, exception.StatusCode, "BAD_REQUEST", exception.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
            context.Abort();
        }
        catch (Exception exception)
        {
            failed(exception);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await Gate.RefuseAsync(context, StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "the server failed; its own output says why");
        }
    }
}
