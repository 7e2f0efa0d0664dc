namespace Foray.Tracking.Runs;

/// <summary>A file that is kept as an artifact.</summary>
/// <param name="Hash">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Location">Where it is, if it is referred to: an absolute path; null where its content was copied.</param>
public sealed record KeptArtifact(string Hash, long Size, string? Location);
