namespace Foray.Sdk.Generators.Plugins;

/// <summary>A program that a plugin runs.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Remedy">How to get it; null where the plugin does not say.</param>
internal sealed record RequiredTool(string Program, string? Remedy);
