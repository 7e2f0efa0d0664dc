using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Collecting;

/// <summary>Collectors that a program takes from its plugin host.</summary>
public sealed class PluginSourcesTests : IServiceProvider, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? TimeProvider.System : null;

    [Fact]
    public async Task A_collector_of_a_scope_measures_with_the_defaults_of_its_options()
    {
        var package = Path.Combine(AppContext.BaseDirectory, "..", "..", "Foray.Collectors", "release", "Foray.Collectors.dll");
        await using var scope = new PluginScope(CatalogBuilder.FromAssemblies([Path.GetFullPath(package)], new PluginSettings()), new PluginLoader(this));
        var collector = scope.Instances<ICollector>().Add("system", null, "a test");
        var tracker = await Tracker.OpenAsync(Path.Combine(_folder.Path, "store"), Token);
        string id;
        using (var run = tracker.Start("demo"))
        {
            id = run.Run;
            run.Collect(collector);
        }

        var report = await tracker.StopAsync();
        Assert.Equal(TimeSpan.FromSeconds(10), collector.Interval);
        Assert.Equal(("system", 1L, 0L), report.Collections.Select(collection => (collection.Collector, collection.Measured, collection.Failed)).Single());
        await using var store = await TrackingStores.OpenExistingAsync(Path.Combine(_folder.Path, "store"), Token);
        Assert.Equal("system", (await store.Points.FindAsync(id, "system/cpu_count_logical", Token))!.Source);
    }
}
