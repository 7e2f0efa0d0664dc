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

    /// <summary>In the default places, as the program does it; the environment says where they and the catalog cache are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithForay() => CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings()).Plugins.Count(plugin => plugin.Description.Length > 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithContexts() =>
        PackageSet.AssembliesIn(PackageSet.Folder).Sum(path => CountIn(new BareContext(path).LoadFromAssemblyPath(path)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithMcMaster() =>
        PackageSet.AssembliesIn(PackageSet.Folder).Sum(path =>
            CountIn(McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(path, [typeof(IResultWriter)]).LoadDefaultAssembly()));

    /// <summary>All assemblies in the one default context, because MEF isolates none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithMef()
    {
        var assemblies = PackageSet.AssembliesIn(PackageSet.MefFolder).Select(AssemblyLoadContext.Default.LoadFromAssemblyPath);
        using var container = new ContainerConfiguration().WithAssemblies(assemblies).CreateContainer();
        return container.GetExports<ExportFactory<IResultWriter, IDictionary<string, object>>>().Count(export => export.Metadata["Description"] is string { Length: > 0 });
    }

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
