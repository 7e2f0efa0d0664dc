using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>Makes plugins as the host does: found in their assembly's manifest, bound and constructed by the generated factory.</summary>
public static class PluginUnderTest
{
    private static readonly JsonSerializerOptions Naming = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
    };

    /// <summary>Makes a plugin from its options as a user writes them.</summary>
    /// <typeparam name="TPlugin">The plugin's class.</typeparam>
    /// <param name="options">
    /// Its section: null for none; a text of JSON; a <see cref="MappingNode"/>; or an anonymous object or dictionary, whose names become snake_case
    /// (<c>new { RunOn = "any" }</c> is <c>run_on: any</c>).
    /// </param>
    /// <param name="host">Gives it its services. Default: a new one.</param>
    /// <exception cref="ArgumentException">The manifest does not name the class, or the section has a key that the plugin does not know.</exception>
    /// <exception cref="DiagnosticException">The section does not fit the options.</exception>
    public static TPlugin Create<TPlugin>(object? options = null, FakeHost? host = null)
        where TPlugin : class =>
        (TPlugin)Create(typeof(TPlugin), options, host);

    /// <summary>As the other one, for a class that is known at run time alone.</summary>
    /// <param name="plugin">The plugin's class.</param>
    /// <param name="options">Its section.</param>
    /// <param name="host">Gives it its services. Default: a new one.</param>
    public static object Create(Type plugin, object? options = null, FakeHost? host = null)
    {
        var entry = PluginEntry.Find(plugin) ?? throw new ArgumentException($"the manifest of '{plugin.Assembly.GetName().Name}' has no plugin '{plugin.FullName}'", nameof(plugin));
        var section = Section(options);
        if (entry.Options is { } record && OptionKeys.FindUnknown(plugin.Assembly, record, section) is { } unknown)
            throw new ArgumentException($"plugin '{entry.Name}' has no option '{unknown}'", nameof(options));
        var factory = plugin.Assembly.GetType(entry.Factory) ?? throw new ArgumentException($"the manifest names the factory '{entry.Factory}', which does not exist", nameof(plugin));
        return ((IPluginFactory)Activator.CreateInstance(factory, nonPublic: true)!).Create(section, host ?? new FakeHost());
    }

    /// <summary>A section of a document.</summary>
    /// <param name="options">See <see cref="Create{TPlugin}"/>.</param>
    /// <exception cref="ArgumentException">It is no mapping.</exception>
    public static MappingNode Section(object? options) => options switch
    {
        null => new MappingNode(new Place("options", 0, 0), []),
        MappingNode mapping => mapping,
        string json => Parse(json),
        _ => Parse(JsonSerializer.Serialize(options, Naming)),
    };

    private static MappingNode Parse(string json) =>
        DocumentJson.Read(json, "options") as MappingNode ?? throw new ArgumentException("options are a mapping: a JSON object", nameof(json));
}
