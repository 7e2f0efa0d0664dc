using System.Text.Json.Nodes;
using Foray.Storage.Logs;

namespace Foray.Stations.Feeds;

/// <summary>Reads a feed for a subscriber. Each subscriber reads the log itself, so that a slow one holds up nobody.</summary>
internal static class FeedReader
{
    /// <summary>Reads what comes after the subscriber's place; waits where nothing does yet.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The log cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public static async Task<FeedPage> ReadAsync(SequencedLog log, FeedRequest request, CancellationToken cancellationToken)
    {
        var isAnew = request.Log is { } known && known != log.Id;
        var after = isAnew ? 0 : Math.Min(request.After ?? long.MaxValue, log.Last);
        await WaitAsync(log, after, request.Wait, cancellationToken);
        var page = await log.ReadAsync(after, request.Most, cancellationToken);
        return new FeedPage(log.Id, after, page.First, [.. page.Entries.Select(Numbered)]);
    }

    private static async Task WaitAsync(SequencedLog log, long after, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (longest <= TimeSpan.Zero || log.Last > after)
            return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(longest);
        try
        {
            await log.WaitAsync(after, over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The page is empty then.
        }
    }

    private static JsonObject Numbered(LogEntry entry)
    {
        var content = JsonNode.Parse(entry.Content.Span)!.AsObject();
        content.Insert(0, "sequence", entry.Sequence);
        return content;
    }
}
