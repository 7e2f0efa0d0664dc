using Foray.Plugins.Manifests;

namespace Foray.Cli.Extending;

/// <summary>A plugin that adds options to a command.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Symbols">Its options.</param>
internal sealed record CommandExtension(PluginDescription Plugin, OptionSymbols Symbols);
