using Foray.Sdk.Documents;

namespace Foray.Sdk.Checks;

/// <summary>A section of a file and the plugin that reads it.</summary>
/// <param name="Plugin">Name of the plugin.</param>
/// <param name="Section">The section.</param>
public sealed record PluginSection(string Plugin, MappingNode Section);
