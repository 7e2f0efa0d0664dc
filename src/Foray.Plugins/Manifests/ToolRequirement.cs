namespace Foray.Plugins.Manifests;

/// <summary>A program on this computer that a plugin runs.</summary>
/// <param name="Program">Its name, as found on <c>PATH</c>.</param>
/// <param name="Remedy">How to get it; null where the author does not say.</param>
public sealed record ToolRequirement(string Program, string? Remedy);
