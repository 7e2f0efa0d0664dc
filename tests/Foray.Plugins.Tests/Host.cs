using Foray.Plugins.Catalog;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Consoles;
using Foray.Sdk.Documents;

namespace Foray.Plugins.Tests;

/// <summary>What plugins get from a test, and what they told it.</summary>
internal sealed class Host : IServiceProvider, IConsole
{
    private readonly List<string> _told = [];

    public Host() => Loader = new PluginLoader(this);

    public PluginLoader Loader { get; }

    /// <summary>What the plugins told since this was asked the last time.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            string[] told = [.. _told];
            _told.Clear();
            return told;
        }
    }

    public PluginScope Open(PluginCatalog catalog) => new(catalog, Loader);

    public object? GetService(Type serviceType) => serviceType == typeof(IConsole) ? this : null;

    public void WriteLine(string text) => _told.Add(text);

    public static MappingNode Options(params IEnumerable<(string Key, string Value)> options) =>
        new(default, [.. options.Select(option => KeyValuePair.Create(
            new ScalarNode(default, option.Key, ScalarKind.Text), (DocumentNode)new ScalarNode(default, option.Value, ScalarKind.Text)))]);
}
