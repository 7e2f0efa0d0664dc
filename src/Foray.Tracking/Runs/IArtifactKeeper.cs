namespace Foray.Tracking.Runs;

/// <summary>Keeps the contents of artifacts. Safe to use from several threads.</summary>
public interface IArtifactKeeper
{
    /// <summary>Keeps a file.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be read (FORAY320) or kept (FORAY316).</exception>
    Task<KeptArtifact> KeepAsync(string file, CancellationToken cancellationToken);

    /// <summary>Keeps a copy of a content, from where it stands to its end.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be kept (FORAY304, FORAY316).</exception>
    /// <exception cref="NotSupportedException">This keeps no copies.</exception>
    Task<KeptArtifact> KeepAsync(Stream content, CancellationToken cancellationToken);
}
