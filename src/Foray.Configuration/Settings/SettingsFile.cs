using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Configuration.Variables;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;

namespace Foray.Configuration.Settings;

/// <summary>One settings file.</summary>
internal sealed class SettingsFile(string path, Func<string, string?> environment)
{
    private const string PluginsKey = "plugins";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>The file's settings; none, with diagnostics, where it has errors. An empty file has none.</summary>
    public PluginSettings Read(List<Diagnostic> diagnostics)
    {
        var document = YamlReader.ReadFile(path);
        if (document.Diagnostics is [{ Code: ConfigurationCodes.EmptyFile }])
            return new PluginSettings();
        var collector = new DiagnosticCollector();
        foreach (var diagnostic in document.Diagnostics)
            collector.Add(diagnostic);
        if (document.Root is { } node)
            new DocumentChecker(new CheckScope(collector, new ValueSources(environment, _folder)))
                .CheckValue(node, SettingsSchema.File, new OptionName("settings", false));
        diagnostics.AddRange(collector.ToSorted());
        return collector.HasErrors || document.Root is not MappingNode root || OptionReader.Optional(root, PluginsKey) is not MappingNode plugins
            ? new PluginSettings()
            : Bind(plugins);
    }

    private PluginSettings Bind(MappingNode plugins) => new()
    {
        Paths = [.. Texts(OptionReader.Optional(plugins, "paths")).Select(folder => HomePath.Expand(folder, environment, _folder))],
        Disable = Texts(OptionReader.Optional(plugins, "disable")),
        Pins = Map(plugins, "pins", OptionReader.Text),
        Order = Map(plugins, "order", Texts),
        Drivers = Map(plugins, "drivers", OptionReader.Text),
        Active = Map(plugins, "active", Texts),
    };

    private static IReadOnlyList<string> Texts(DocumentNode? node) => node is null ? [] : OptionReader.List(node, OptionReader.Text);

    private static IReadOnlyDictionary<string, T> Map<T>(MappingNode plugins, string key, Func<DocumentNode, T> read) =>
        OptionReader.Optional(plugins, key) is { } node ? OptionReader.Map(node, read) : new Dictionary<string, T>();
}
