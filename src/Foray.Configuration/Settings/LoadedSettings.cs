using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Settings;

/// <summary>Settings from all layers.</summary>
/// <param name="Plugins">What the user decides about plugins.</param>
/// <param name="Diagnostics">What is wrong with the settings files. A file with errors counts as if it were absent.</param>
public sealed record LoadedSettings(PluginSettings Plugins, IReadOnlyList<Diagnostic> Diagnostics);
