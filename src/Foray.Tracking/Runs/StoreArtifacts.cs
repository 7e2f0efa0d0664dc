using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Runs;

/// <summary>Keeps the contents of artifacts in the store itself.</summary>
internal sealed class StoreArtifacts(ITrackingStore store) : IArtifactKeeper
{
    public async Task<KeptArtifact> KeepAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file);
            return await KeepAsync(content, cancellationToken);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw TrackingErrors.UnreadableFile(file, exception);
        }
    }

    public async Task<KeptArtifact> KeepAsync(Stream content, CancellationToken cancellationToken)
    {
        var kept = await store.Artifacts.WriteAsync(content, cancellationToken);
        return new KeptArtifact(kept.Hash, kept.Size, null);
    }
}
