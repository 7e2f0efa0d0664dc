using System.Diagnostics;
using System.Runtime.CompilerServices;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Foray.Plugins.Schemas;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Results;

namespace Foray.Bench.Plugins;

/// <summary>Loading a plugin, using it and unloading it again, many times in a host that unloads.</summary>
internal static class UnloadCycles
{
    public const int Cycles = 100;

    /// <summary>Median milliseconds of a cycle, and how many of the plugins are still in memory afterwards.</summary>
    public static async Task<(double Milliseconds, int Alive)> MeasureAsync()
    {
        var catalog = CatalogBuilder.FromAssemblies(PackageSet.AssembliesIn(PackageSet.Folder).Take(1), new PluginSettings());
        await using var host = new PluginHost(catalog, new PluginLoader(new NoServices(), unloadable: true), new AnyOptions());
        var plugins = new List<WeakReference>();
        var times = new List<double>();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var started = Stopwatch.GetTimestamp();
            plugins.Add(await CycleAsync(host));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        for (var attempt = 0; attempt < 10 && plugins.Exists(plugin => plugin.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return (Measurement.Median(times), plugins.Count(plugin => plugin.IsAlive));
    }

    private static async Task<WeakReference> CycleAsync(PluginHost host)
    {
        var id = $"result/{PackageSet.PluginOf(0, 0)}";
        await host.InitializeAsync(id);
        var used = Use(host, id);
        await host.UnloadAsync(id);
        return used;
    }

    /// <summary>Not inlined, so that no local of the caller keeps the plugin.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(PluginHost host, string id)
    {
        var plugin = host.Get<IResultWriter>(id);
        if (plugin.FileName.Length == 0)
            throw new InvalidOperationException("the plugin lost its options");
        return new WeakReference(plugin.GetType());
    }

    private sealed class AnyOptions : IOptionsChecker
    {
        public IReadOnlyList<Diagnostic> Check(MappingNode options, OptionsSchema schema) => [];
    }
}
