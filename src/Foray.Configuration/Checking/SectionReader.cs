using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Checking;

/// <summary>Finds the sections of plugins in a file and the plugins that they name.</summary>
internal sealed class SectionReader(CheckScope scope, PluginCatalog catalog)
{
    private readonly List<PendingSection> _sections = [];

    public IReadOnlyList<PendingSection> Sections => _sections;

    /// <summary>True where entries could not be taken for sections: what they describe is not known.</summary>
    public bool HasLostMachines { get; private set; }

    public void Read(MappingNode root, FileSection section, bool isMeant)
    {
        var value = root[section.Key];
        var count = _sections.Count;
        if (value is null or ScalarNode { Kind: ScalarKind.Null })
            ReportMissing(value ?? root, section, isMeant, value is not null);
        else if (value is FaultyNode)
            Lose(section);
        else if (section.Form == SectionForm.KindList)
            ReadList(value, section);
        else
            ReadMap(value, section);
        if (_sections.Count == count && section.DefinesMachines)
            HasLostMachines = true;
    }

    private void ReportMissing(DocumentNode node, FileSection section, bool isMeant, bool isEmpty)
    {
        if (section.Required && !isMeant)
            scope.Error(ConfigurationCodes.MissingKey, node, isEmpty ? $"the key '{section.Key}' has no value" : $"the key '{section.Key}' is missing",
                $"add '{section.Key}': {Lower(section.Summary)}");
    }

    private void ReadList(DocumentNode value, FileSection section)
    {
        if (value is not SequenceNode sequence)
        {
            scope.WrongType(value, new OptionName(section.Key, false), "a list");
            Lose(section);
            return;
        }

        if (sequence.Items.Count < section.MinimumItems)
            scope.Error(ConfigurationCodes.BadForm, value, $"'{section.Key}' has {(sequence.Items.Count == 0 ? "no items" : $"{sequence.Items.Count} items")}; at least {section.MinimumItems} needed",
                $"add an entry: {Lower(section.Summary)}");
        for (var i = 0; i < sequence.Items.Count; i++)
            ReadEntry(sequence.Items[i], section, i);
    }

    private void ReadEntry(DocumentNode item, FileSection section, int index)
    {
        if (item is not MappingNode entry)
        {
            if (item is not FaultyNode)
                scope.WrongType(item, new OptionName(section.Key, true), $"a mapping with '{FileSection.Discriminator}'");
            Lose(section);
            return;
        }

        var kind = entry[FileSection.Discriminator];
        if (kind is null or ScalarNode { Kind: ScalarKind.Null })
            scope.Error(ConfigurationCodes.MissingKey, kind ?? entry, $"the key '{FileSection.Discriminator}' is missing", $"add '{FileSection.Discriminator}': {Installed(section)}");
        else if (kind is not (ScalarNode or FaultyNode))
            scope.WrongType(kind, new OptionName(FileSection.Discriminator, false), "the name of a plugin");
        var origin = kind as ScalarNode;
        Add(section, origin is { Kind: not ScalarKind.Null } ? origin.Text : null, origin ?? item, WithoutKind(entry), index);
    }

    private void ReadMap(DocumentNode value, FileSection section)
    {
        if (value is not MappingNode map)
        {
            scope.WrongType(value, new OptionName(section.Key, false), $"a mapping of {section.PluginKind} names to their options");
            Lose(section);
            return;
        }

        if (map.Entries.Count < section.MinimumItems)
            scope.Error(ConfigurationCodes.BadForm, value, $"'{section.Key}' has {map.Entries.Count} entries; at least {section.MinimumItems} needed", $"add an entry: {Lower(section.Summary)}");
        var index = 0;
        foreach (var (name, entry) in map.Entries)
            index = ReadNamed(name, entry, section, index);
    }

    private int ReadNamed(ScalarNode name, DocumentNode value, FileSection section, int index)
    {
        if (value is ScalarNode { Kind: ScalarKind.Null })
        {
            Add(section, name.Text, name, new MappingNode(name.Place, []), index);
            return index + 1;
        }

        if (value is not SequenceNode sequence)
            return ReadOne(name, value, section, index, isItem: false);
        foreach (var item in sequence.Items)
            index = ReadOne(name, item, section, index, isItem: true);
        return index;
    }

    private int ReadOne(ScalarNode name, DocumentNode value, FileSection section, int index, bool isItem)
    {
        if (value is MappingNode options)
            Add(section, name.Text, name, options, index);
        else if (value is not FaultyNode)
            scope.WrongType(value, new OptionName(name.Text, isItem), isItem ? "a mapping" : "a mapping or a list of mappings");
        if (value is not MappingNode)
            Lose(section);
        return index + 1;
    }

    private void Add(FileSection section, string? name, DocumentNode origin, MappingNode options, int index)
    {
        var plugin = name is null ? null : Find(section.PluginKind, name, origin);
        _sections.Add(new PendingSection
        {
            File = section,
            PluginName = name,
            Plugin = plugin,
            Schema = plugin is null ? null : ReadSchema(plugin, origin) is { } schema ? section.SchemaOf(schema) : null,
            Origin = origin,
            Options = options,
            Index = index,
        });
    }

    private PluginDescription? Find(string kind, string name, DocumentNode origin)
    {
        var plugin = catalog.Find(kind, name, out var problem);
        if (problem is not null)
            scope.Diagnostics.Add(problem with { Place = origin.Place });
        return plugin;
    }

    private OptionsSchema? ReadSchema(PluginDescription plugin, DocumentNode origin)
    {
        try
        {
            return plugin.ReadSchema();
        }
        catch (DiagnosticException error)
        {
            foreach (var diagnostic in error.Diagnostics)
                scope.Diagnostics.Add(diagnostic with { Place = origin.Place });
            return null;
        }
    }

    private static MappingNode WithoutKind(MappingNode entry)
    {
        var options = new List<KeyValuePair<ScalarNode, DocumentNode>>(entry.Entries.Count);
        foreach (var option in entry.Entries)
            if (option.Key.Text != FileSection.Discriminator)
                options.Add(option);
        return new MappingNode(entry.Place, options);
    }

    private string Installed(FileSection section) =>
        catalog.NamesOf(section.PluginKind) is { Count: > 0 } names ? Excerpt.Of(names) : $"the name of a {section.PluginKind}";

    private void Lose(FileSection section) => HasLostMachines |= section.DefinesMachines;

    private static string Lower(string summary) => summary.Length == 0 ? "" : char.ToLowerInvariant(summary[0]) + summary[1..].TrimEnd('.');
}
