namespace Foray.Plugins.Manifests;

/// <summary>Another plugin that one needs.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Range of versions in NuGet's notation; null for any.</param>
public sealed record PluginRequirement(string Kind, string Name, string? Versions);
