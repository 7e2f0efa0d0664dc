using System.Globalization;
using Foray.Configuration.Diagnostics;
using Foray.Configuration.Documents;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>Walks a document beside its schema and reports everything that does not fit, each fault once.</summary>
internal sealed class DocumentChecker
{
    private readonly CheckScope _scope;
    private readonly ScalarChecker _scalars;
    private readonly LabelChecker _labels;
    private readonly SourceChecker _sources;

    public DocumentChecker(CheckScope scope)
    {
        _scope = scope;
        _scalars = new ScalarChecker(scope);
        _labels = new LabelChecker(scope);
        _sources = new SourceChecker(scope);
    }

    /// <summary>Checks a mapping of options.</summary>
    /// <param name="mapping">The mapping, its keys renamed by <see cref="FormerKeys"/>.</param>
    /// <param name="schema">Its schema.</param>
    public void CheckRecord(MappingNode mapping, OptionsSchema schema)
    {
        var keys = new KeyChecker(_scope, mapping, schema);
        keys.CheckKeys();
        foreach (var property in schema.Properties)
            CheckProperty(mapping, property, keys);
        keys.CheckGroups();
        _labels.CheckTools(mapping, schema);
    }

    /// <summary>Checks the value of an option.</summary>
    public void CheckValue(DocumentNode node, ValueSchema schema, OptionName name)
    {
        switch (schema.Type)
        {
            case var _ when node is FaultyNode:
                break;
            case ValueType.Object:
                if (node is MappingNode record)
                    CheckRecord(record, schema.Record!);
                else
                    _scope.WrongType(node, name, "a mapping");
                break;
            case ValueType.List:
                CheckList(node, schema, name);
                break;
            case ValueType.Map:
                CheckMap(node, schema, name);
                break;
            case ValueType.LabelSelector:
                _labels.CheckSelector(node, name);
                break;
            case ValueType.LabelSet:
                _labels.CheckSet(node, name);
                break;
            case ValueType.Secret:
                _sources.CheckSecret(node, name);
                break;
            case ValueType.Variable:
                _sources.CheckVariable(node, name);
                break;
            default:
                _scalars.Check(node, schema, name);
                break;
        }
    }

    private void CheckProperty(MappingNode mapping, OptionProperty property, KeyChecker keys)
    {
        var value = mapping[property.Key];
        if (value is null or ScalarNode { Kind: ScalarKind.Null })
            keys.CheckMissing(property, value);
        else
            CheckValue(value, property.Schema, new OptionName(property.Key, false));
    }

    private void CheckList(DocumentNode node, ValueSchema schema, OptionName name)
    {
        if (node is not SequenceNode sequence)
        {
            _scope.WrongType(node, name, "a list");
            return;
        }

        CheckCount(node, sequence.Items.Count, schema, name, "item");
        var seen = schema.Unique ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (var item in sequence.Items)
        {
            CheckValue(item, schema.Items!, name.Item);
            if (seen is not null && !seen.Add(item is ScalarNode scalar ? scalar.Text : TextOf(item)))
                _scope.Error(ConfigurationCodes.Repeated, item, $"{name} has {(item is ScalarNode again ? Excerpt.Of(again.Text) : "this item")} twice", "remove one of them");
        }
    }

    private void CheckMap(DocumentNode node, ValueSchema schema, OptionName name)
    {
        if (node is not MappingNode mapping)
        {
            _scope.WrongType(node, name, "a mapping of names to values");
            return;
        }

        CheckCount(node, mapping.Entries.Count, schema, name, "entry");
        foreach (var (key, value) in mapping.Entries)
        {
            if (schema.NamesEnvironment)
                CheckVariableName(key);
            if (schema.Items is { } items)
                CheckValue(value, items, new OptionName(key.Text, false));
        }
    }

    private void CheckVariableName(ScalarNode key)
    {
        if (!IsVariableName(key.Text))
            _scope.Error(ConfigurationCodes.BadVariableName, key, $"{Excerpt.Of(key.Text)} cannot be the name of an environment variable",
                "use letters, digits and '_', beginning with a letter or '_'");
        else if (key.Text.StartsWith("FORAY_", StringComparison.Ordinal))
            _scope.Error(ConfigurationCodes.BadVariableName, key, $"the name {Excerpt.Of(key.Text)} is reserved", "choose a name that does not begin with FORAY_");
    }

    private void CheckCount(DocumentNode node, int count, ValueSchema schema, OptionName name, string item)
    {
        if (count < schema.MinimumItems)
            _scope.Error(ConfigurationCodes.BadForm, node, $"{name} has {Counted(count, item)}; at least {Number(schema.MinimumItems.Value)} needed", "add what is missing");
        else if (count > schema.MaximumItems)
            _scope.Error(ConfigurationCodes.BadForm, node, $"{name} has {Counted(count, item)}; at most {Number(schema.MaximumItems.Value)} allowed", "remove what is too much");
    }

    private static string Counted(int count, string item)
    {
        var noun = count == 1 ? item : item == "entry" ? "entries" : "items";
        return count == 0 ? $"no {noun}" : $"{Number(count)} {noun}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsVariableName(string name)
    {
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }

    /// <summary>Text that is equal for equal items; unreadable ones differ from all others.</summary>
    private static string TextOf(DocumentNode node) => CanBeWritten(node) ? DocumentJson.Write(node) : Guid.NewGuid().ToString();

    private static bool CanBeWritten(DocumentNode node) => node switch
    {
        SequenceNode sequence => sequence.Items.All(CanBeWritten),
        MappingNode mapping => mapping.Entries.All(entry => CanBeWritten(entry.Value)),
        _ => node is ScalarNode,
    };
}
