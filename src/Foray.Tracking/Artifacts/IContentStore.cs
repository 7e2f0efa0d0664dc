namespace Foray.Tracking.Artifacts;

/// <summary>Keeps contents under their hashes.</summary>
internal interface IContentStore
{
    /// <summary>The folder that locations of artifacts are relative to; null where there is none.</summary>
    string? Folder { get; }

    Task<StoredContent> WriteAsync(Stream content, CancellationToken cancellationToken);

    Task<bool> ContainsAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Opens a content, which may turn out to be another than its hash says; null where it is missing.</summary>
    Task<FileStream?> OpenAsync(string hash, CancellationToken cancellationToken);
}
