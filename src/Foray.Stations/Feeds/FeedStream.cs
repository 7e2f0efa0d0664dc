using System.Text;
using Foray.Sdk.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Foray.Stations.Feeds;

/// <summary>
/// A feed as server-sent events, for one client. First an event <c>position</c> that tells where it begins; then a message for each entry, whose id is its <see cref="FeedPosition"/>;
/// an event <c>gap</c> (<c>{"from", "to"}</c>) where entries were dropped that the client would have had; comments while there is nothing, so that both sides see that the other lives.
/// </summary>
/// <param name="context">The client.</param>
/// <param name="ask">Asks the station that keeps the feed.</param>
internal sealed class FeedStream(HttpContext context, Func<FeedRequest, Task<FeedPage>> ask)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Writes until the client has gone, or the station that keeps the feed.</summary>
    /// <exception cref="DiagnosticException">The feed cannot be read; nothing was written yet.</exception>
    public async Task RunAsync(FeedRequest request)
    {
        var page = await ask(request);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync($"event: position\nid: {new FeedPosition(page.Log, page.After)}\ndata: {{}}\n\n");
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var last = page.Entries is [.., var newest] ? newest["sequence"]!.GetValue<long>() : Math.Max(page.After, page.First - 1);
            await WriteAsync(TextOf(page));
            try
            {
                page = await ask(request with { Log = page.Log, After = last, Wait = KeepAlive });
            }
            catch (DiagnosticException)
            {
                // The client comes again, and is told then what is wrong.
                return;
            }
        }
    }

    private static string TextOf(FeedPage page)
    {
        var text = new StringBuilder();
        if (page.First > page.After + 1)
            text.Append($"event: gap\nid: {new FeedPosition(page.Log, page.First - 1)}\ndata: {{\"from\":{page.After + 1},\"to\":{page.First - 1}}}\n\n");
        foreach (var entry in page.Entries)
            text.Append($"id: {new FeedPosition(page.Log, entry["sequence"]!.GetValue<long>())}\ndata: {entry.ToJsonString()}\n\n");
        return text.Length > 0 ? text.ToString() : ":\n\n";
    }

    private async Task WriteAsync(string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
