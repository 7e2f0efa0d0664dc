using System.Reflection;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Settings;

namespace Foray.Configuration.Hosting;

/// <summary>How a program uses plugins.</summary>
public sealed class ForayPluginsOptions
{
    /// <summary>Where packages are looked for. Default: nowhere; <see cref="CatalogPlaces.Of"/> has a program's usual places.</summary>
    public CatalogPlaces Places { get; set; } = CatalogPlaces.None;

    /// <summary>What is disabled, pinned, ordered and chosen. Default: nothing.</summary>
    public PluginSettings Settings { get; set; } = new();

    /// <summary>Assemblies in which the program defines kinds of its own. Default: none.</summary>
    public IList<Assembly> SharedAssemblies { get; } = [];

    /// <summary>True where packages can be unloaded; their code is then compiled at run time, which makes first calls slower. Default: false.</summary>
    public bool Unloadable { get; set; }

    /// <summary>How the host treats its plugins. Default: the defaults.</summary>
    public PluginHostOptions Host { get; set; } = new();
}
