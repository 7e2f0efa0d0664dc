namespace Foray.Tracking.Store;

/// <summary>A run got a tag; one of the same key is replaced.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Key">Name of the tag.</param>
/// <param name="Value">Its value; null removes it.</param>
public sealed record TagSet(string Run, string Key, string? Value) : RunChange(Run);
