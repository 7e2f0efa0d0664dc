namespace Foray.Sdk.Tracking;

/// <summary>A run that is being tracked. Members may be called from several threads at once, and what they took is kept when they return.</summary>
public interface ITrackedRun : IMetricSink
{
    /// <summary>What is known of it since it began.</summary>
    RunStart Start { get; }

    /// <summary>Keeps a file.</summary>
    /// <param name="path">Its path among the run's artifacts, parts separated by <c>/</c>.</param>
    /// <param name="file">The file on this computer, which has to stay what it is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Diagnostics.DiagnosticException">It cannot be read or kept, or the path leads out.</exception>
    Task LogArtifactAsync(string path, string file, CancellationToken cancellationToken);

    /// <summary>Keeps a content as a file of the run; a content that is kept already is kept once.</summary>
    /// <param name="path">Its path among the run's artifacts, parts separated by <c>/</c>.</param>
    /// <param name="content">The content, from where it stands to its end; not needed any more when this returns.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Diagnostics.DiagnosticException">It cannot be kept, or the path leads out.</exception>
    Task LogArtifactAsync(string path, Stream content, CancellationToken cancellationToken);

    /// <summary>Ends the run; nothing can be logged to it any more. Safe to repeat: the first end stays.</summary>
    void End(RunState state);
}
