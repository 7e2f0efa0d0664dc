using System.Text.Json;
using Foray.Plugins.Schemas;

namespace Foray.Configuration.Schemas;

/// <summary>Options of a record that exclude or need each other, former keys of an option among them. Each rule is a schema that must hold; only words that older readers of JSON Schema know, too.</summary>
internal sealed class GroupSchemaWriter(Utf8JsonWriter writer, OptionsSchema record)
{
    public void Write()
    {
        var renamed = record.Properties.Where(property => property.RenamedFrom.Count > 0).ToList();
        if (renamed.Count + record.ExactlyOne.Count + record.AtMostOne.Count + record.Requires.Count == 0)
            return;
        writer.WriteStartArray("allOf");
        foreach (var property in renamed)
            WriteRenamed(property);
        foreach (var group in record.ExactlyOne)
            WriteObject(() => WriteChoice("oneOf", group, WriteHas));
        foreach (var group in record.AtMostOne)
            for (var i = 0; i < group.Count; i++)
                for (var j = i + 1; j < group.Count; j++)
                    WriteExclusions(KeysOf(group[i]), KeysOf(group[j]));
        foreach (var (key, required) in record.Requires)
            WriteRequirement(key, required);
        writer.WriteEndArray();
    }

    private void WriteRenamed(OptionProperty property)
    {
        var keys = KeysOf(property.Key);
        for (var i = 0; i < keys.Count; i++)
            WriteExclusions([keys[i]], [.. keys.Skip(i + 1)]);
        if (property.Required)
            WriteObject(() => WriteHas(property.Key));
    }

    private void WriteExclusions(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        foreach (var first in left)
            foreach (var second in right)
                WriteObject(() => WriteNot(() => WriteKeys(first, second)));
    }

    private void WriteRequirement(string key, string required) => WriteObject(() =>
    {
        writer.WriteStartArray("anyOf");
        WriteObject(() => WriteNot(() => WriteHas(key)));
        WriteObject(() => WriteHas(required));
        writer.WriteEndArray();
    });

    /// <summary>The option is given, by any of its keys.</summary>
    private void WriteHas(string key)
    {
        if (KeysOf(key) is { Count: > 1 } keys)
            WriteChoice("anyOf", keys, written => WriteKeys(written));
        else
            WriteKeys(key);
    }

    private void WriteChoice(string word, IReadOnlyList<string> keys, Action<string> write)
    {
        writer.WriteStartArray(word);
        foreach (var key in keys)
            WriteObject(() => write(key));
        writer.WriteEndArray();
    }

    private void WriteNot(Action members)
    {
        writer.WriteStartObject("not");
        members();
        writer.WriteEndObject();
    }

    private void WriteObject(Action members)
    {
        writer.WriteStartObject();
        members();
        writer.WriteEndObject();
    }

    private void WriteKeys(params ReadOnlySpan<string> keys)
    {
        writer.WriteStartArray("required");
        foreach (var key in keys)
            writer.WriteStringValue(key);
        writer.WriteEndArray();
    }

    private IReadOnlyList<string> KeysOf(string key) => record.Find(key) is { } property ? [key, .. property.RenamedFrom] : [key];
}
