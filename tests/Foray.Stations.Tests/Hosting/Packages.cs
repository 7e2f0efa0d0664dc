using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Processes;
using Foray.Sdk.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Foray.Stations.Tests.Hosting;

/// <summary>Real packages as they were built beside the tests.</summary>
internal static class Packages
{
    public const string Lamps = "Foray.Fixtures.Lamps";
    public const string LampsTwin = "Foray.Fixtures.LampsTwin";
    public const string Agents = "Foray.Agents";
    public const string Runtimes = "Foray.Runtimes";

    public static PluginCatalog Catalog(params IEnumerable<string> packages) => CatalogBuilder.FromAssemblies(packages.Select(PathOf), new PluginSettings());

    public static PluginLoader Loader() => new(new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IProcesses>(new SystemProcesses()).BuildServiceProvider());

    private static string PathOf(string package) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", package, new DirectoryInfo(AppContext.BaseDirectory).Name, package + ".dll"));
}
