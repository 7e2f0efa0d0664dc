using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Results;

namespace Foray.Plugins.Tests.Loading;

public sealed class UnloadingTests : IDisposable
{
    private const string Metronome = "result/metronome";
    private const int Cycles = 100;

    private readonly PackageFolder _folder = new(Fixture.Metronome, Fixture.Choir, Fixture.Tenor);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_hundred_times_of_loading_using_and_unloading_no_context_is_alive()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        var contexts = new List<WeakReference>();
        for (var cycle = 0; cycle < Cycles; cycle++)
            contexts.Add(await UseAsync(stage));
        await AssertGoneAsync(contexts);
        Assert.Equal(Cycles, stage.Told.Count(line => line == "dispose metronome"));
        Assert.Equal(PluginState.Unloaded, stage.StateOf("metronome"));
    }

    [Fact]
    public async Task A_package_goes_with_its_last_plugin_and_one_with_contracts_after_those_that_use_them()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        var contexts = await UseChoirAsync(stage);
        await stage.Host.UnloadAsync("voice/leader");
        Collect();
        Assert.All(contexts, context => Assert.True(context.IsAlive));
        await stage.Host.UnloadAsync("voice/tenor");
        await AssertGoneAsync(contexts);
    }

    [Fact]
    public async Task A_host_that_is_disposed_leaves_nothing_alive_when_its_plugins_were_unloaded()
    {
        var contexts = new List<WeakReference>();
        await RunHostAsync(_folder.Catalog(), contexts);
        await AssertGoneAsync(contexts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunHostAsync(PluginCatalog catalog, List<WeakReference> contexts)
    {
        await using var stage = new Stage(catalog, unloadable: true);
        contexts.Add(await UseAsync(stage));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(Stage stage)
    {
        await stage.StartAsync(Metronome);
        stage.Time.Advance(TimeSpan.FromSeconds(3)); // the timer beats
        var text = await stage.Host.CallAsync<IResultWriter, string>(Metronome, async writer =>
        {
            using var target = new MemoryStream();
            await writer.WriteAsync(new RunResults("", "", default, default, default, "", []), target, CancellationToken.None);
            return Encoding.UTF8.GetString(target.ToArray());
        });
        Assert.Equal("60 Piano", text);
        Assert.Equal(PluginState.Degraded, stage.StateOf("metronome"));
        var context = ContextOf(stage, Metronome);
        await stage.Host.UnloadAsync(Metronome);
        return context;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<IReadOnlyList<WeakReference>> UseChoirAsync(Stage stage)
    {
        await stage.Host.InitializeAsync("voice/tenor");
        await stage.Host.InitializeAsync("voice/leader");
        return [ContextOf(stage, "voice/tenor"), ContextOf(stage, "voice/leader")];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ContextOf(Stage stage, string id) =>
        new(AssemblyLoadContext.GetLoadContext(stage.Host.Get<object>(id).GetType().Assembly));

    /// <summary>Threads of the pool hold what they did last until they do something else.</summary>
    private static async Task AssertGoneAsync(IReadOnlyList<WeakReference> contexts)
    {
        for (var attempt = 0; attempt < 50 && contexts.Any(context => context.IsAlive); attempt++)
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Collect)));
        Assert.Equal(0, contexts.Count(context => context.IsAlive));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
