using Foray.Configuration.Documents;
using Foray.Plugins.Catalog;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Hosting;

/// <summary>Reads the options of a host's plugins from a file.</summary>
public static class HostConfiguration
{
    private const string PluginsKey = "plugins";

    /// <summary>
    /// Reads a YAML or JSON file of the form <c>plugins: { kind/name: { option: value } }</c>, checks all of it, and configures the host's plugins with it.
    /// Where anything is wrong, nothing is changed.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="DiagnosticException">Everything that is wrong with the file.</exception>
    public static ConfiguredPlugins LoadConfiguration(this PluginHost host, string path)
    {
        ArgumentNullException.ThrowIfNull(host);
        var document = YamlReader.ReadFile(path);
        var problems = document.Diagnostics.ToList();
        var sections = Errors(problems) ? [] : Sections(document, host.Catalog, problems);
        var checker = new OptionsChecker();
        foreach (var (plugin, options) in sections)
            problems.AddRange(checker.Check(options, plugin.ReadSchema()));
        problems = [.. problems.OrderBy(problem => problem.Place?.Line).ThenBy(problem => problem.Place?.Column)];
        if (Errors(problems))
            throw new DiagnosticException(problems);
        foreach (var (plugin, options) in sections)
            host.Configure(plugin.Id, options);
        return new ConfiguredPlugins([.. sections.Select(section => section.Plugin.Id)], problems);
    }

    private static List<(PluginDescription Plugin, MappingNode Options)> Sections(YamlDocument document, PluginCatalog catalog, List<Diagnostic> problems)
    {
        if (document.Root is not MappingNode root || root[PluginsKey] is not MappingNode plugins)
        {
            problems.Add(Diagnostic.Error(ConfigurationCodes.MissingKey, document.Root?.Place ?? new Place(document.File, 0, 0), $"'{PluginsKey}' is missing or no mapping",
                "write 'plugins:' with an entry 'kind/name:' for each plugin"));
            return [];
        }

        foreach (var (key, _) in root.Entries.Where(entry => entry.Key.Text != PluginsKey))
            problems.Add(Diagnostic.Error(ConfigurationCodes.UnknownKey, key.Place, $"there is no key '{key.Text}' here", $"the one key is '{PluginsKey}'"));
        var sections = new List<(PluginDescription, MappingNode)>();
        foreach (var (key, value) in plugins.Entries)
        {
            if (Find(key, value, catalog, problems) is not { } section)
                continue;
            if (sections.Exists(other => other.Item1 == section.Item1))
                problems.Add(Diagnostic.Error(ConfigurationCodes.DuplicateKey, key.Place, $"'{key.Text}' is '{section.Item1.Id}', which is named before", "keep one of them"));
            sections.Add(section);
        }

        return sections;
    }

    private static (PluginDescription, MappingNode)? Find(ScalarNode key, DocumentNode value, PluginCatalog catalog, List<Diagnostic> problems)
    {
        var options = value as MappingNode ?? (value is ScalarNode { Kind: ScalarKind.Null } ? new MappingNode(value.Place, []) : null);
        if (options is null)
            problems.Add(Diagnostic.Error(ConfigurationCodes.WrongType, value.Place, $"the options of '{key.Text}' are no mapping", "write option: value, one below the other"));
        try
        {
            var plugin = catalog.Get(key.Text);
            return options is null ? null : (plugin, options);
        }
        catch (DiagnosticException unknown)
        {
            problems.AddRange(unknown.Diagnostics.Select(problem => problem with { Place = key.Place }));
            return null;
        }
    }

    private static bool Errors(IEnumerable<Diagnostic> problems) => problems.Any(problem => problem.Severity == Severity.Error);
}
