using Foray.Configuration.Hosting;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Results;
using Microsoft.Extensions.DependencyInjection;

namespace Foray.Configuration.Tests.Hosting;

public sealed class ForayPluginsServicesTests
{
    [Fact]
    public async Task A_program_has_one_catalog_loader_and_host_and_a_scope_for_each_of_its_own()
    {
        await using var program = new Metronomes();
        Assert.Equal("Foray.Fixtures.Metronome", Assert.Single(program.Get<PluginCatalog>().Packages).Name);
        Assert.Same(program.Get<PluginCatalog>(), program.Host.Catalog);
        Assert.Same(program.Get<PluginLoader>(), program.Get<PluginLoader>());
        await using var one = program.OpenScope();
        await using var other = program.OpenScope();
        Assert.Same(one.ServiceProvider.GetRequiredService<PluginScope>(), one.ServiceProvider.GetRequiredService<PluginScope>());
        Assert.NotSame(one.ServiceProvider.GetRequiredService<PluginScope>(), other.ServiceProvider.GetRequiredService<PluginScope>());
    }

    [Fact]
    public async Task A_plugin_gets_the_programs_services_and_a_logger_of_its_own_name()
    {
        await using var program = new Metronomes();
        await program.StartAsync();
        Assert.Equal(["make metronome 60", "Information: 60 beats in a minute", "start metronome"], program.Told);
        Assert.Equal(["result/Foray.Fixtures.Metronome:metronome"], program.Loggers);
    }

    [Fact]
    public async Task Disposing_the_program_stops_and_disposes_what_runs()
    {
        await using (var program = new Metronomes())
        {
            await program.StartAsync();
            _ = program.Told;
            await program.DisposeAsync();
            Assert.Equal(["stop metronome", "dispose metronome"], program.Told);
        }
    }

    [Fact]
    public async Task What_a_scope_made_is_disposed_with_it_and_leaves_the_host_alone()
    {
        await using var program = new Metronomes();
        await program.StartAsync();
        _ = program.Told;
        await using (var scope = program.OpenScope())
        {
            var driver = scope.ServiceProvider.GetRequiredService<PluginScope>().Driver<IResultWriter>();
            Assert.Equal("metronome.txt", (await driver.UseAsync("metronome")).FileName);
        }

        Assert.Equal(["make metronome 60", "dispose metronome"], program.Told);
        Assert.Equal(PluginState.Active, program.Host.StatusOf(Metronomes.Id).State);
    }

    [Fact]
    public async Task The_programs_settings_count()
    {
        await using var program = new Metronomes(options => options.Settings = new PluginSettings { Disable = ["metronome"] });
        Assert.Empty(program.Get<PluginCatalog>().NamesOf("result"));
    }

    [Fact]
    public async Task Without_a_place_nothing_is_found()
    {
        await using var services = new ServiceCollection().AddForayPlugins(static _ => { }).BuildServiceProvider();
        Assert.Empty(services.GetRequiredService<PluginHost>().Statuses);
    }

    [Fact]
    public async Task A_program_that_asks_for_it_can_unload()
    {
        await using var program = new Metronomes(options => options.Unloadable = true);
        var context = await UseAsync(program);
        for (var attempt = 0; attempt < 50 && context.IsAlive; attempt++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            })));
        }

        Assert.False(context.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(Metronomes program)
    {
        await program.StartAsync();
        var context = new WeakReference(AssemblyLoadContext.GetLoadContext(program.Host.Get<IResultWriter>(Metronomes.Id).GetType().Assembly));
        await program.Host.UnloadAsync(Metronomes.Id);
        return context;
    }
}
