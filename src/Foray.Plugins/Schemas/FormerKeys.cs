using Foray.Sdk.Documents;

namespace Foray.Plugins.Schemas;

/// <summary>Replaces keys that options had before by their present ones, so that nobody after it has to know them.</summary>
/// <param name="found">Told of every former key; null where nobody asks.</param>
public sealed class FormerKeys(Action<FormerKey>? found = null)
{
    /// <summary>The mapping with the present keys; itself where it has no others. A former key beside the present one is told and left out.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="schema">What its options are; null where that is not known.</param>
    public MappingNode Rename(MappingNode mapping, OptionsSchema? schema)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (schema is null)
            return mapping;
        List<KeyValuePair<ScalarNode, DocumentNode>>? renamed = null;
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            var entry = mapping.Entries[i];
            var (key, property) = Present(entry.Key, schema);
            var value = property is null ? entry.Value : RenameIn(entry.Value, property.Schema);
            var isSame = ReferenceEquals(key, entry.Key);
            if (renamed is null && isSame && ReferenceEquals(value, entry.Value))
                continue;
            renamed ??= [.. mapping.Entries.Take(i)];
            if (isSame || CanTake(key.Text, entry.Key, mapping, renamed))
                renamed.Add(KeyValuePair.Create(key, value));
        }

        return renamed is null ? mapping : new MappingNode(mapping.Place, renamed);
    }

    private DocumentNode RenameIn(DocumentNode node, ValueSchema schema) => (schema.Type, node) switch
    {
        (ValueType.Object, MappingNode record) => Rename(record, schema.Record),
        (ValueType.Map, MappingNode map) when schema.Items is { } values => RenameIn(map, values),
        (ValueType.List, SequenceNode list) => RenameIn(list, schema.Items!),
        _ => node,
    };

    private MappingNode RenameIn(MappingNode map, ValueSchema values)
    {
        if (!MayHoldRecords(values))
            return map;
        var entries = map.Entries.Select(entry => KeyValuePair.Create(entry.Key, RenameIn(entry.Value, values))).ToList();
        return entries.Zip(map.Entries).All(pair => ReferenceEquals(pair.First.Value, pair.Second.Value)) ? map : new MappingNode(map.Place, entries);
    }

    private SequenceNode RenameIn(SequenceNode list, ValueSchema items)
    {
        if (!MayHoldRecords(items))
            return list;
        var renamed = list.Items.Select(item => RenameIn(item, items)).ToList();
        return renamed.Zip(list.Items).All(pair => ReferenceEquals(pair.First, pair.Second)) ? list : new SequenceNode(list.Place, renamed);
    }

    private static bool MayHoldRecords(ValueSchema schema) =>
        schema.Type == ValueType.Object || (schema is { Type: ValueType.List or ValueType.Map, Items: { } items } && MayHoldRecords(items));

    private static (ScalarNode Key, OptionProperty? Property) Present(ScalarNode key, OptionsSchema schema)
    {
        if (schema.Find(key.Text) is { } known)
            return (key, known);
        foreach (var property in schema.Properties)
            foreach (var former in property.RenamedFrom)
                if (former == key.Text)
                    return (new ScalarNode(key.Place, property.Key, key.Kind), property);
        return (key, null);
    }

    private bool CanTake(string key, ScalarNode former, MappingNode mapping, List<KeyValuePair<ScalarNode, DocumentNode>> renamed)
    {
        var isGivenTwice = mapping[key] is not null || renamed.Exists(entry => entry.Key.Text == key);
        found?.Invoke(new FormerKey(former, key, isGivenTwice));
        return !isGivenTwice;
    }
}
