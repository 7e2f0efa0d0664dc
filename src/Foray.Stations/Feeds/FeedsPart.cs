using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;

namespace Foray.Stations.Feeds;

/// <summary>Answers other stations that serve subscribers of this station's feeds; see <see cref="FeedMessages"/>.</summary>
internal sealed class FeedsPart(StationFeeds feeds) : IStationPart
{
    public const string PartName = "feeds";

    /// <inheritdoc/>
    public string Name => PartName;

    /// <inheritdoc/>
    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        var (instance, wanted) = FeedMessages.ReadRequest(request);
        var log = feeds.Find(instance)?.Find(wanted.Feed) ?? throw FeedCodes.NoFeed(instance, wanted.Feed);
        try
        {
            return FeedMessages.Write(await FeedReader.ReadAsync(log, wanted, cancellationToken));
        }
        catch (ObjectDisposedException)
        {
            throw new DiagnosticException(Diagnostic.Error("FORAY370", $"the station that keeps the feeds of '{instance}' is stopping", "listen again once it runs again"));
        }
    }
}
