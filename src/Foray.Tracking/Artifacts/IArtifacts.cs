namespace Foray.Tracking.Artifacts;

/// <summary>The files that runs left, and their contents. A content is kept once, whatever number of runs and paths have it, and is known by its hash.</summary>
public interface IArtifacts
{
    /// <summary>The artifacts of a run, ordered by path.</summary>
    Task<IReadOnlyList<Artifact>> ListAsync(string run, CancellationToken cancellationToken);

    /// <summary>The artifact of a run at a path; null for none.</summary>
    Task<Artifact?> FindAsync(string run, string path, CancellationToken cancellationToken);

    /// <summary>Opens the content of an artifact, which has been compared with its hash. The stream can be read from any position.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is missing, or is not what was logged (FORAY308).</exception>
    Task<Stream> OpenAsync(Artifact artifact, CancellationToken cancellationToken);

    /// <summary>Keeps a content. It is there when this returns, or not at all; no artifact refers to it until one is logged.</summary>
    /// <param name="content">The content, from where the stream stands to its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be written (FORAY304).</exception>
    Task<StoredContent> WriteAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Whether the store has a content of its own.</summary>
    /// <param name="hash">SHA-256, 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<bool> ContainsAsync(string hash, CancellationToken cancellationToken);
}
