namespace Foray.Tracking.Runs;

/// <summary>Keeps no copies of files: notes where each is and what it held.</summary>
/// <param name="contents">What keeps contents that are no files. Default: null, they are refused.</param>
public sealed class ArtifactReferences(IArtifactKeeper? contents = null) : IArtifactKeeper
{
    /// <inheritdoc/>
    public async Task<KeptArtifact> KeepAsync(string file, CancellationToken cancellationToken)
    {
        var kept = await HashedFile.ReadAsync(file, cancellationToken);
        return kept with { Location = Path.GetFullPath(file) };
    }

    /// <inheritdoc/>
    public Task<KeptArtifact> KeepAsync(Stream content, CancellationToken cancellationToken) =>
        (contents ?? throw new NotSupportedException("Nothing keeps contents here.")).KeepAsync(content, cancellationToken);
}
