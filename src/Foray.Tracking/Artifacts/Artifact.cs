namespace Foray.Tracking.Artifacts;

/// <summary>A file that a run left.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Path">Its path among the run's artifacts, parts separated by <c>/</c>.</param>
/// <param name="Hash">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Location">The file, where the store refers to it: absolute, or relative to the store's folder. Null where the store has the content.</param>
public sealed record Artifact(string Run, string Path, string Hash, long Size, string? Location);
