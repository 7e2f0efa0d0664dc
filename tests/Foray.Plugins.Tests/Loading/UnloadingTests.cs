using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Scopes;
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

    [Fact]
    public async Task A_package_that_a_scope_uses_stays_when_the_host_unloads_it_and_goes_with_the_scope()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        var scope = stage.Host.OpenScope();
        var context = await UseInScopeAndHostAsync(stage, scope);
        Collect();
        AssertMadeIn(context, scope);
        await scope.DisposeAsync();
        await AssertGoneAsync([context]);
    }

    [Fact]
    public async Task A_package_that_only_scopes_use_goes_with_the_last_of_them()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        var outer = stage.Host.OpenScope();
        var inner = outer.OpenScope();
        var context = MakeIn(outer);
        AssertMadeIn(context, inner);
        await inner.DisposeAsync();
        AssertMadeIn(context, outer);
        await outer.DisposeAsync();
        await AssertGoneAsync([context]);
    }

    [Fact]
    public async Task A_package_whose_contracts_alone_are_used_goes_with_the_one_that_uses_them()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        var contexts = RetainTenor(stage);
        stage.Loader.Release(stage.Host.Catalog.Get("voice/tenor").Package);
        await AssertGoneAsync(contexts);
    }

    [Fact]
    public async Task A_package_that_a_host_uses_stays_when_a_scope_is_done_with_it()
    {
        await using var stage = new Stage(_folder.Catalog(), unloadable: true);
        await stage.StartAsync(Metronome);
        var context = ContextOf(stage, Metronome);
        for (var i = 0; i < 2; i++)
        {
            await using var scope = stage.Host.OpenScope();
            AssertMadeIn(context, scope);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseInScopeAndHostAsync(Stage stage, PluginScope scope)
    {
        var context = MakeIn(scope);
        await stage.StartAsync(Metronome);
        Assert.Same(context.Target, ContextOf(stage, Metronome).Target);
        await stage.Host.UnloadAsync(Metronome);
        return context;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AssertMadeIn(WeakReference context, PluginScope scope) => Assert.Same(context.Target, MakeIn(scope).Target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference MakeIn(PluginScope scope) =>
        new(AssemblyLoadContext.GetLoadContext(scope.Instances<IResultWriter>().Add("metronome", null, "test").GetType().Assembly));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<WeakReference> RetainTenor(Stage stage)
    {
        var tenor = stage.Loader.CreateRetained<object>(stage.Host.Catalog.Get("voice/tenor"), Host.Options()).GetType();
        var voice = tenor.GetInterfaces().First(type => type.Name == "IVoice");
        Assert.NotSame(tenor.Assembly, voice.Assembly);
        return [new(AssemblyLoadContext.GetLoadContext(tenor.Assembly)), new(AssemblyLoadContext.GetLoadContext(voice.Assembly))];
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
