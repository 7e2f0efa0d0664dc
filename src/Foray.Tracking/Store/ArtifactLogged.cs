namespace Foray.Tracking.Store;

/// <summary>A run left a file. A later one at the same path replaces it.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Path">Its path among the run's artifacts, parts separated by <c>/</c>.</param>
/// <param name="Hash">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record ArtifactLogged(string Run, string Path, string Hash, long Size) : RunChange(Run)
{
    /// <summary>The file, where the store refers to it instead of keeping a copy: an absolute path, or one relative to the store's folder. Default: null, the store's artifacts hold the content.</summary>
    public string? Location { get; init; }
}
