using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Sdk.Diagnostics;

namespace Foray.Jobs;

/// <summary>What jobs need from the program.</summary>
/// <param name="Catalog">Where plugins are looked up.</param>
/// <param name="Loader">Loads them.</param>
public sealed record JobServices(PluginCatalog Catalog, PluginLoader Loader)
{
    /// <summary>The time. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What was wrong before: with the settings, say. Told first. Default: nothing.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Is told what happens. Default: nobody.</summary>
    public IJobObserver Observer { get; init; } = new NobodyWatches();

    /// <summary>Standard output, for the results that are written there. Default: the program's.</summary>
    public Func<Stream> OpenStandardOutput { get; init; } = Console.OpenStandardOutput;

    private sealed class NobodyWatches : IJobObserver;
}
