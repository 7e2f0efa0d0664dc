using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Hosting;

/// <summary>What a host's configuration file says.</summary>
/// <param name="Ids">Ids of the plugins that it names, in its order.</param>
/// <param name="Warnings">What works and should be written in another way: options that were renamed or are deprecated.</param>
public sealed record ConfiguredPlugins(IReadOnlyList<string> Ids, IReadOnlyList<Diagnostic> Warnings);
