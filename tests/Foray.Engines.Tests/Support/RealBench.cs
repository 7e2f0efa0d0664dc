using Foray.Jobs;
using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Settings;
using Foray.Sdk.Jobs;

namespace Foray.Engines.Tests.Support;

/// <summary>The bench of jobs, with the runners and resolvers that come with Foray.</summary>
internal sealed class RealBench : IServiceProvider
{
    private RealBench()
    {
    }

    public static ITestBench Open()
    {
        var catalog = CatalogBuilder.FromAssemblies([Path.Combine(AppContext.BaseDirectory, "Foray.Runners.dll")], new PluginSettings());
        return new TestBench(new JobServices(catalog, new PluginLoader(new RealBench())));
    }

    public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? TimeProvider.System : null;
}
