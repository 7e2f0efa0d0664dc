namespace Foray.Processes;

/// <summary>An environment variable by which processes that left their group are found.</summary>
internal readonly record struct Mark(string Variable, string Value);
