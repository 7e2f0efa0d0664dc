using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Results;

namespace Foray.Bench.Plugins;

/// <summary>Making one plugin of a package that was published as all packages are, while 1,000 others are installed.</summary>
internal static class Activation
{
    private const string Package = "Foray.Results";
    private const string Plugin = "json";
    private const string PluginType = "Foray.Results.Json.JsonResults";

    /// <summary>A step before the one that is measured, and that step, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Func<int>>> Ways = new Dictionary<string, Func<Func<int>>>
    {
        ["driver"] = WithDriver,
        ["bare"] = WithBareContext,
    };

    private static string Folder => Path.Combine(Repository.Root, "artifacts", "foray", "current", "plugins");

    private static Func<int> WithDriver()
    {
        var catalog = CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings { Paths = [Folder] });
        return () => Use(new PluginScope(catalog, new PluginLoader(new NoServices())).Driver<IResultWriter>().UseAsync(Plugin).AsTask().GetAwaiter().GetResult());
    }

    private static Func<int> WithBareContext()
    {
        var path = Path.Combine(Folder, Package, Package + ".dll");
        return () => Use((IResultWriter)Activator.CreateInstance(new BareContext(path).LoadFromAssemblyPath(path).GetType(PluginType, throwOnError: true)!)!);
    }

    private static int Use(IResultWriter writer) => writer.FileName == "results.json" ? 1 : 0;
}
