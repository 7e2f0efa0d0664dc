using Foray.Configuration.Hosting;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Microsoft.Extensions.DependencyInjection;
using MusicPlayer.Contracts;

namespace MusicPlayer;

/// <summary>What the player is made of. All that is needed for plugins is the call of <c>AddForayPlugins</c>.</summary>
internal static class PlayerServices
{
    public static ServiceProvider Build(PluginSettings settings) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddForayPlugins(plugins =>
        {
            plugins.Places = CatalogPlaces.Of("music-player");
            plugins.Settings = settings;
            plugins.SharedAssemblies.Add(typeof(IAudioDecoder).Assembly);
        })
        .AddScoped<Player>()
        .BuildServiceProvider();
}
