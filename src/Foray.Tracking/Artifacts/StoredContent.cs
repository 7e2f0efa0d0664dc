namespace Foray.Tracking.Artifacts;

/// <summary>A content that a store keeps.</summary>
/// <param name="Hash">Its SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
public readonly record struct StoredContent(string Hash, long Size);
