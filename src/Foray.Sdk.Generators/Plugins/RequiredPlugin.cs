namespace Foray.Sdk.Generators.Plugins;

/// <summary>Another plugin that a plugin needs.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Range of versions; null for any.</param>
internal sealed record RequiredPlugin(string Kind, string Name, string? Versions);
