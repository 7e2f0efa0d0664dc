using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Configuration.Variables;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using Foray.Sdk.Plugins;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>Checks whole files: keys, sections of plugins, machines and labels. Loads no plugin; rules in their code are checked by whoever loads them.</summary>
public sealed class FileChecker
{
    private readonly FileSchema _schema;
    private readonly PluginCatalog _catalog;
    private readonly CheckOptions _options;
    private readonly DiagnosticCollector _diagnostics = new();
    private readonly ValueSources _sources;
    private readonly VariableTable _variables;
    private readonly VariableSubstitution _substitution;
    private readonly MachinePlanner _planner;

    private FileChecker(YamlDocument document, FileSchema schema, PluginCatalog catalog, CheckOptions options)
    {
        (_schema, _catalog, _options) = (schema, catalog, options);
        _sources = new ValueSources(options.Environment, options.ExperimentFolder);
        _variables = new VariableTable(_sources);
        _substitution = new VariableSubstitution(_variables, document.Source, _diagnostics);
        _planner = new MachinePlanner(_diagnostics);
        foreach (var diagnostic in document.Diagnostics)
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Checks a file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="schema">What it must be.</param>
    /// <param name="catalog">The plugins that it may name.</param>
    /// <param name="options">What else the check needs to know.</param>
    public static CheckedFile Check(YamlDocument document, FileSchema schema, PluginCatalog catalog, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new FileChecker(document, schema, catalog, options).Check(document.Root);
    }

    private CheckedFile Check(DocumentNode? node)
    {
        var scope = new CheckScope(_diagnostics, _sources);
        if (node is not MappingNode root)
        {
            if (node is not (null or FaultyNode))
                scope.Error(ConfigurationCodes.WrongType, node, $"the file must be a mapping, not a {node.Form}", $"begin it with '{_schema.Properties[0].Key}: …'");
            return Result(null, []);
        }

        root = SubstituteOwnKeys(root);
        var reader = ReadSections(scope, root);
        PlanMachines(reader);
        scope = new CheckScope(_diagnostics, _sources)
        {
            Labels = _planner.Labels,
            LocalSites = LocalSites(reader.Sections),
            HasTool = _options.HasTool,
            KnownSecrets = _substitution.KnownSecrets,
        };
        CheckOwnKeys(scope, root);
        CheckSections(scope, reader.Sections);
        return Result(root, reader.Sections);
    }

    private CheckedFile Result(MappingNode? root, IReadOnlyList<PendingSection> sections)
    {
        var known = new List<CheckedSection>(sections.Count);
        foreach (var section in sections)
            if (section.Schema is not null)
                known.Add(section.ToChecked());
        return new CheckedFile
        {
            Diagnostics = _diagnostics.ToSorted(),
            Root = root,
            Sections = known,
            Machines = _planner.Machines,
            Labels = _planner.Labels.ToDictionary(),
            Variables = _variables.Variables,
        };
    }

    /// <summary>The file with variables replaced in its own keys; collects the variables first, each of which may use those above it.</summary>
    private MappingNode SubstituteOwnKeys(MappingNode root)
    {
        var entries = new List<KeyValuePair<ScalarNode, DocumentNode>>(root.Entries);
        var variables = _schema.Variables;
        if (variables is not null)
            Replace(entries, variables.Key, node => node is MappingNode map ? CollectVariables(map, variables.Schema.Items!) : node);
        foreach (var property in _schema.Properties)
            if (property.Key != variables?.Key)
                Replace(entries, property.Key, node => _substitution.Apply(node, property.Schema, null));
        return new MappingNode(root.Place, entries);
    }

    private static void Replace(List<KeyValuePair<ScalarNode, DocumentNode>> entries, string key, Func<DocumentNode, DocumentNode> replace)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Key.Text == key)
                entries[i] = KeyValuePair.Create(entries[i].Key, replace(entries[i].Value));
    }

    private MappingNode CollectVariables(MappingNode map, ValueSchema schema)
    {
        var entries = new List<KeyValuePair<ScalarNode, DocumentNode>>(map.Entries.Count);
        foreach (var (name, node) in map.Entries)
        {
            var value = _substitution.Apply(FromOutside(name.Text, node), schema, null);
            _variables.Add(name.Text, value);
            entries.Add(KeyValuePair.Create(name, value));
        }

        return new MappingNode(map.Place, entries);
    }

    /// <summary>What a variable had when its source was read before; the node itself where that is not known, or must not be.</summary>
    private DocumentNode FromOutside(string name, DocumentNode node) =>
        node is MappingNode mapping && mapping["value"] is null && mapping["secret"] is null && _options.Values.TryGetValue(name, out var known)
            ? new ScalarNode(node.Place, known.Replace("${", "$${", StringComparison.Ordinal), ScalarKind.Text)
            : node;

    private SectionReader ReadSections(CheckScope scope, MappingNode root)
    {
        var meant = ReportUnknownKeys(scope, root);
        var reader = new SectionReader(scope, _catalog);
        foreach (var section in _schema.Sections)
            reader.Read(root, section, meant.Contains(section.Key));
        var former = _diagnostics.FormerKeys();
        foreach (var section in reader.Sections)
        {
            section.Options = former.Rename(section.Options, section.Schema);
            section.Options = _substitution.Apply(section.Options, section.Schema, LocalNames(section));
        }

        return reader;
    }

    private HashSet<string> ReportUnknownKeys(CheckScope scope, MappingNode root)
    {
        var properties = new List<OptionProperty>(_schema.Properties);
        foreach (var section in _schema.Sections)
            properties.Add(new OptionProperty(section.Key, section.Summary, new ValueSchema(ValueType.Object)));
        var keys = new KeyChecker(scope, root, new OptionsSchema(_schema.Summary, properties));
        keys.CheckKeys();
        foreach (var property in _schema.Properties)
            if (root[property.Key] is null or ScalarNode { Kind: ScalarKind.Null })
                keys.CheckMissing(property, root[property.Key]);
        return keys.Meant;
    }

    private static HashSet<string> LocalNames(PendingSection section)
    {
        var names = new HashSet<string>(section.File.LocalVariables, StringComparer.Ordinal);
        foreach (var key in section.File.LocalVariableKeys)
            if (section.Options[key] is MappingNode map)
                foreach (var (name, _) in map.Entries)
                    names.Add(name.Text);
        return names;
    }

    private void PlanMachines(SectionReader reader)
    {
        foreach (var section in reader.Sections)
        {
            if (!section.File.DefinesMachines)
                continue;
            if (section.Schema is not null)
                _planner.Add(section.Options, section.Schema, section.Plugin!.Name);
            else
                _planner.AddUnknown(section.Options, section.PluginName);
        }

        _planner.Labels.IsUnknown |= reader.HasLostMachines;
    }

    private static HashSet<string> LocalSites(IReadOnlyList<PendingSection> sections)
    {
        var sites = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections)
            if (section.File.DefinesMachines && section.Plugin is { } plugin && plugin.Capabilities.Contains(PluginCapabilities.ThisComputer))
                sites.Add(plugin.Name);
        return sites;
    }

    private void CheckOwnKeys(CheckScope scope, MappingNode root)
    {
        var checker = new DocumentChecker(scope);
        foreach (var property in _schema.Properties)
            if (root[property.Key] is { } value and not ScalarNode { Kind: ScalarKind.Null })
                checker.CheckValue(value, property.Schema, new OptionName(property.Key, false));
    }

    private static void CheckSections(CheckScope scope, IReadOnlyList<PendingSection> sections)
    {
        var checker = new DocumentChecker(scope);
        var names = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        var single = new Dictionary<PluginDescription, DocumentNode>();
        foreach (var section in sections)
        {
            if (section.File.HasUniqueNames)
                CheckName(scope, section, names);
            if (section.Plugin is { } plugin && plugin.Capabilities.Contains(PluginCapabilities.OncePerFile) && !single.TryAdd(plugin, section.Origin))
                scope.Error(ConfigurationCodes.SeveralSections, section.Origin,
                    $"a file can have one {plugin.Kind} '{plugin.Name}', and the first one is on line {single[plugin].Place.Line}", "describe all of it in the first one");
            if (section.Schema is null)
                continue;
            checker.CheckRecord(section.Options, section.Schema);
            if (section.Plugin!.Deprecated is { } remedy)
                scope.Diagnostics.Warning(ConfigurationCodes.Deprecated, section.Origin.Place, $"the {section.Plugin.Kind} '{section.Plugin.Name}' is deprecated", remedy);
            foreach (var tool in section.Plugin.Tools)
                scope.RequireTool(tool.Program, ConfigurationCodes.MissingPluginTool, section.Origin.Place,
                    $"the {section.Plugin.Kind} '{section.Plugin.Name}' runs '{tool.Program}', which this computer does not have", tool.Remedy ?? $"install '{tool.Program}'");
        }
    }

    private static void CheckName(CheckScope scope, PendingSection section, Dictionary<string, ScalarNode> names)
    {
        if (section.Options[FileSection.NameKey] is not ScalarNode { Kind: not ScalarKind.Null } name)
            return;
        var key = $"{section.File.Key}: {name.Text}";
        if (!names.TryAdd(key, name))
            scope.Error(ConfigurationCodes.DuplicateName, name,
                $"two entries of '{section.File.Key}' have the name {Excerpt.Of(name.Text)}; the first one is on line {names[key].Place.Line}", "give them different names");
    }
}
