using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace Foray.Configuration.Hosting;

/// <summary>Gives a program plugins.</summary>
public static class ForayPluginsServices
{
    /// <summary>
    /// Adds a <see cref="PluginCatalog"/>, a <see cref="PluginLoader"/> and a <see cref="PluginHost"/> for the whole program, and a
    /// <see cref="Foray.Plugins.Scopes.PluginScope"/> for each of its scopes. Plugins get their services from the same container.
    /// Dispose it asynchronously: stopping plugins takes time.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Says where packages are and how they are used.</param>
    public static IServiceCollection AddForayPlugins(this IServiceCollection services, Action<ForayPluginsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ForayPluginsOptions();
        configure(options);
        services.AddSingleton(_ => CatalogBuilder.Find(options.Places, options.Settings));
        services.AddSingleton(provider => new PluginLoader(provider, options.SharedAssemblies, options.Unloadable));
        services.AddSingleton(provider => new PluginHost(
            provider.GetRequiredService<PluginCatalog>(), provider.GetRequiredService<PluginLoader>(), new OptionsChecker(), provider.GetService<TimeProvider>(), options.Host));
        services.AddScoped(provider => provider.GetRequiredService<PluginHost>().OpenScope());
        return services;
    }
}
