namespace Foray.Tracking.Runs;

/// <summary>Keeps no copies: notes where each file is and what it held.</summary>
public sealed class ArtifactReferences : IArtifactKeeper
{
    /// <inheritdoc/>
    public async Task<KeptArtifact> KeepAsync(string file, CancellationToken cancellationToken)
    {
        var kept = await HashedFile.ReadAsync(file, cancellationToken);
        return kept with { Location = Path.GetFullPath(file) };
    }
}
