using System.Composition;
using System.Composition.Hosting;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Bench.Plugins;

/// <summary>Ways to find the plugins and read their names and descriptions. Each returns how many it found.</summary>
internal static class Discovery
{
    public static readonly IReadOnlyDictionary<string, Func<int>> Ways = new Dictionary<string, Func<int>>
    {
        ["foray"] = WithForay,
        ["contexts"] = WithContexts,
        ["mef"] = WithMef,
        ["mcmaster"] = WithMcMaster,
    };

    /// <summary>The same ways with a few other packages: afterwards their code has been used once.</summary>
    public static readonly IReadOnlyDictionary<string, Func<int>> FirstUses = new Dictionary<string, Func<int>>
    {
        ["foray"] = () => Count(Places with { UserFolder = PackageSet.FirstLinks, CacheFile = Places.CacheFile + FirstSuffix }),
        ["contexts"] = () => PackageSet.FirstAssemblies().Sum(InContext),
        ["mcmaster"] = () => PackageSet.FirstAssemblies().Sum(InMcMaster),
    };

    /// <summary>End of the name of the cache of the packages that are found first.</summary>
    public const string FirstSuffix = ".first";

    private static CatalogPlaces Places => CatalogPlaces.Of("foray");

    /// <summary>In the default places, as the program does it; the environment says where they and the catalog cache are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithForay() => Count(Places);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithContexts() =>
        PackageSet.AssembliesIn(PackageSet.Folder).Sum(InContext);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithMcMaster() =>
        PackageSet.AssembliesIn(PackageSet.Folder).Sum(InMcMaster);

    /// <summary>All assemblies in the one default context, because MEF isolates none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithMef()
    {
        var assemblies = PackageSet.AssembliesIn(PackageSet.MefFolder).Select(AssemblyLoadContext.Default.LoadFromAssemblyPath);
        using var container = new ContainerConfiguration().WithAssemblies(assemblies).CreateContainer();
        return container.GetExports<ExportFactory<IResultWriter, IDictionary<string, object>>>().Count(export => export.Metadata["Description"] is string { Length: > 0 });
    }

    private static int Count(CatalogPlaces places) => CatalogBuilder.Find(places, new PluginSettings()).Plugins.Count(plugin => plugin.Description.Length > 0);

    private static int InContext(string path) => CountIn(new BareContext(path).LoadFromAssemblyPath(path));

    private static int InMcMaster(string path) =>
        CountIn(McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(path, [typeof(IResultWriter)]).LoadDefaultAssembly());

    private static int CountIn(Assembly assembly)
    {
        var count = 0;
        foreach (var type in assembly.GetTypes())
        {
            if (typeof(IResultWriter).IsAssignableFrom(type) && type.GetCustomAttribute<PluginAttribute>() is { Name.Length: > 0, Description.Length: > 0 })
                count++;
        }

        return count;
    }
}
