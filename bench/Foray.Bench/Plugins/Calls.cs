using System.Diagnostics;
using System.Runtime.CompilerServices;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Results;

namespace Foray.Bench.Plugins;

/// <summary>Calls of plugins that a scope made, through the scope and on the interface alone. In nanoseconds; the loops are fully compiled before the first round.</summary>
internal static class Calls
{
    private const int Rounds = 31;
    private const int Passes = 4_000_000;
    private static readonly string[] Extended = [PackageSet.PluginOf(0, 0), PackageSet.PluginOf(1, 1), PackageSet.PluginOf(2, 2), PackageSet.PluginOf(3, 3), PackageSet.PluginOf(4, 4)];

    /// <summary>A call through a driver, a plain call; a call through the active extensions, a plain call in a list.</summary>
    public static async Task<double[]> MeasureAsync()
    {
        var catalog = CatalogBuilder.FromAssemblies(PackageSet.AssembliesIn(PackageSet.Folder).Take(Extended.Length), new PluginSettings());
        await using var scope = new PluginScope(catalog, new PluginLoader(new NoServices()));
        var driver = scope.Driver<IResultWriter>();
        var single = await driver.UseAsync(Extended[0]);
        var extensions = scope.Extensions<IResultWriter>();
        await extensions.SetActiveAsync(Extended);
        var list = extensions.Active;
        return Measurement.Compare(Rounds,
            () => PerCall(Passes, () => ThroughDriver(driver)), () => PerCall(Passes, () => OnInterface(single)),
            () => PerCall(Passes, () => ThroughExtensions(extensions)), () => PerCall(Passes, () => OnList(list)));
    }

    private static double PerCall(int calls, Func<int> loop)
    {
        var started = Stopwatch.GetTimestamp();
        GC.KeepAlive(loop());
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ThroughDriver(Driver<IResultWriter> driver)
    {
        var sum = 0;
        for (var i = 0; i < Passes; i++)
            sum += driver.Current!.FileName.Length;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int OnInterface(IResultWriter writer)
    {
        var sum = 0;
        for (var i = 0; i < Passes; i++)
            sum += writer.FileName.Length;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ThroughExtensions(Extensions<IResultWriter> extensions)
    {
        var sum = 0;
        for (var i = 0; i < Passes; i += Extended.Length)
        {
            var active = extensions.Active;
            for (var j = 0; j < active.Count; j++)
                sum += active[j].FileName.Length;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int OnList(IReadOnlyList<IResultWriter> active)
    {
        var sum = 0;
        for (var i = 0; i < Passes; i += Extended.Length)
        {
            for (var j = 0; j < active.Count; j++)
                sum += active[j].FileName.Length;
        }

        return sum;
    }
}
