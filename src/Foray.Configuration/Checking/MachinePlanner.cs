using System.Globalization;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins;
using Foray.Plugins.Schemas;
using Foray.Sdk.Checks;
using Foray.Sdk.Documents;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>Derives machines and their labels from sections. Says nothing about what the checker reports anyway.</summary>
internal sealed class MachinePlanner(DiagnosticCollector diagnostics)
{
    /// <summary>Most machines of one file.</summary>
    public const int MostMachines = 10_000;

    /// <summary>Most labels of one machine.</summary>
    public const int MostLabels = 100;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<PlannedMachine> _machines = [];

    public LabelIndex Labels { get; } = new();

    public IReadOnlyList<PlannedMachine> Machines => _machines;

    /// <summary>Adds the machines of a section.</summary>
    public void Add(MappingNode section, OptionsSchema schema, string site)
    {
        OptionProperty? labels = null, count = null;
        foreach (var property in schema.Properties)
        {
            if (property.Schema.Type == ValueType.LabelSet)
                labels = property;
            if (property.MachineCount)
                count = property;
            if (section[property.Key] is { } value and not ScalarNode { Kind: ScalarKind.Null })
                AddNested(value, property.Schema, site);
            else if (property.Required && MayHoldMachines(property.Schema))
                Labels.IsUnknown = true;
        }

        if (labels is not null)
            AddGroup(section, labels, count, site);
    }

    /// <summary>Takes every list under a key <c>labels</c> as defined: the section's plugin is not known.</summary>
    public void AddUnknown(MappingNode section, string? site)
    {
        if (site is not null)
            Labels.AddOpen(site);
        if (!CollectLists(section))
            Labels.IsUnknown = true;
    }

    private bool CollectLists(DocumentNode node)
    {
        var found = false;
        if (node is SequenceNode sequence)
        {
            foreach (var item in sequence.Items)
                found |= CollectLists(item);
        }
        else if (node is MappingNode mapping)
        {
            foreach (var (key, value) in mapping.Entries)
                found |= key.Text == "labels" ? Open(value) : CollectLists(value);
        }
        else if (node is FaultyNode)
        {
            Labels.IsUnknown = true;
        }

        return found;
    }

    private void AddNested(DocumentNode value, ValueSchema schema, string site)
    {
        if (schema.Type == ValueType.Object && value is MappingNode mapping)
        {
            Add(mapping, schema.Record!, site);
        }
        else if (schema.Type == ValueType.List && value is SequenceNode sequence)
        {
            foreach (var item in sequence.Items)
                AddNested(item, schema.Items!, site);
        }
        else if (schema.Type == ValueType.Map && value is MappingNode map)
        {
            foreach (var entry in map.Entries)
                AddNested(entry.Value, schema.Items!, site);
        }
        else if (MayHoldMachines(schema))
        {
            Labels.IsUnknown = true;
        }
    }

    private static bool MayHoldMachines(ValueSchema schema) => schema.Type switch
    {
        ValueType.Object => true,
        ValueType.List or ValueType.Map => MayHoldMachines(schema.Items!),
        _ => false,
    };

    private void AddGroup(MappingNode section, OptionProperty labels, OptionProperty? count, string site)
    {
        var names = LabelNames(section, labels, out var isSure);
        var number = CountOf(section, count);
        if (isSure && names.Count > 0 && number is not null && Fits(section, count, number.Value))
            AddMachines(names, (int)number.Value, site);
        else if (names.Count > 0)
            names.ForEach(Labels.AddOpen);
        else
            Labels.IsUnknown = true;
    }

    private void AddMachines(List<string> labels, int count, string site)
    {
        for (var i = 0; i < count; i++)
        {
            var all = new List<string>(labels);
            if (!all.Contains(site))
                all.Add(site);
            var written = all.Count;
            foreach (var label in labels)
            {
                _numbers.TryGetValue(label, out var last);
                _numbers[label] = last + 1;
                var number = (last + 1).ToString(CultureInfo.InvariantCulture);
                foreach (var prefix in Label.ReservedPrefixes)
                    all.Add($"{prefix}{label}.{number}");
            }

            var machine = new PlannedMachine($"{labels[0]}-{_numbers[labels[0]]}", site, all);
            _machines.Add(machine);
            for (var at = 0; at < all.Count; at++)
                Labels.Add(all[at], machine, at >= written);
        }
    }

    private List<string> LabelNames(MappingNode section, OptionProperty labels, out bool isSure)
    {
        var names = new List<string>();
        isSure = true;
        if (section[labels.Key] is SequenceNode sequence)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in sequence.Items)
            {
                if (item is not ScalarNode { Kind: not ScalarKind.Null } label)
                    isSure = false;
                else if (seen.Add(label.Text))
                    names.Add(label.Text);
            }

            isSure &= names.Count <= MostLabels && names.TrueForAll(name => Label.IsValid(name) && !Label.IsReserved(name));
            return names;
        }

        isSure = false;
        if (section[labels.Key] is ScalarNode { Kind: not ScalarKind.Null } only)
            names.Add(only.Text);
        foreach (var (key, value) in section.Entries)
            if (key.Text != labels.Key && Suggestions.Nearest(key.Text, [labels.Key]) is not null)
                Open(value);
        return names;
    }

    /// <summary>The number of machines; null where what the file says is wrong.</summary>
    private static long? CountOf(MappingNode section, OptionProperty? count)
    {
        var node = count is null ? null : section[count.Key];
        if (node is null or ScalarNode { Kind: ScalarKind.Null })
            return long.TryParse(count?.Default, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var fallback) ? fallback : 1;
        if (node is SequenceNode list)
            return list.Items.Count > 0 ? list.Items.Count : null;
        return node is ScalarNode { Kind: ScalarKind.Integer } scalar && ScalarKinds.Value(scalar.Text) is var value and > 0 ? value : null;
    }

    private bool Fits(MappingNode section, OptionProperty? count, long number)
    {
        if (number <= MostMachines - _machines.Count)
            return true;
        if (number > count?.Schema.Maximum)
            return false; // The checker says so.
        diagnostics.Error(ConfigurationCodes.OutOfRange, (count is null ? null : section[count.Key])?.Place ?? section.Place,
            $"with these {number} machines, the file describes more than {MostMachines}", "describe fewer machines");
        return false;
    }

    private bool Open(DocumentNode value)
    {
        if (value is not SequenceNode sequence)
            return false;
        foreach (var item in sequence.Items)
            if (item is ScalarNode { Kind: not ScalarKind.Null } label)
                Labels.AddOpen(label.Text);
        return true;
    }
}
