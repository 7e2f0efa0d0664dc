using System.Globalization;
using System.Text.Json;
using Foray.Plugins.Schemas;

namespace Foray.Configuration.Schemas;

/// <summary>Options records. Those inside of others become definitions, so that a record may contain itself.</summary>
internal sealed class RecordSchemaWriter
{
    private readonly Utf8JsonWriter _writer;
    private readonly ValueSchemaWriter _values;
    private readonly Dictionary<OptionsSchema, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<OptionsSchema> _pending = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public RecordSchemaWriter(Utf8JsonWriter writer)
    {
        _writer = writer;
        _values = new ValueSchemaWriter(writer, Reference);
    }

    /// <summary>Reference to the definition of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">Name of the definition, made different from the others with a number.</param>
    public string Reference(OptionsSchema record, string name)
    {
        if (!_names.TryGetValue(record, out var known))
        {
            known = name;
            for (var number = 2; !_taken.Add(known); number++)
                known = name + "." + number.ToString(CultureInfo.InvariantCulture);
            _names[record] = known;
            _pending.Enqueue(record);
        }

        return "#/$defs/" + known;
    }

    /// <summary>Writes the definitions of all records that were referred to.</summary>
    public void WriteDefinitions()
    {
        _writer.WriteStartObject("$defs");
        while (_pending.TryDequeue(out var record))
        {
            _writer.WriteStartObject(_names[record]);
            if (record.Summary.Length > 0)
                _writer.WriteString("description", record.Summary);
            WriteBody(record, _names[record], null);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
    }

    /// <summary>Writes the members of a record's schema.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">Its name, from which those of its parts are made.</param>
    /// <param name="kind">Value of the key that names the plugin; null where there is no such key.</param>
    public void WriteBody(OptionsSchema record, string name, string? kind)
    {
        _writer.WriteString("type", "object");
        _writer.WriteStartObject("properties");
        if (kind is not null)
            WriteKind(kind);
        foreach (var property in record.Properties)
        {
            WriteProperty(property, name);
            foreach (var former in property.RenamedFrom)
                WriteFormer(former, property, name);
        }

        _writer.WriteEndObject();
        WriteRequired(record, kind);
        _writer.WriteBoolean("additionalProperties", false);
        new GroupSchemaWriter(_writer, record).Write();
    }

    public void WriteProperty(OptionProperty property, string recordName)
    {
        _writer.WriteStartObject(property.Key);
        WriteDescription(property.Deprecated is null ? property.Summary : $"{property.Summary} Deprecated: {property.Deprecated}.".TrimStart());
        if (property.Deprecated is not null)
            _writer.WriteBoolean("deprecated", true);
        if (property.Default is { } value)
        {
            _writer.WritePropertyName("default");
            _writer.WriteRawValue(value);
        }

        WriteValue(property, recordName);
        _writer.WriteEndObject();
    }

    private void WriteFormer(string key, OptionProperty property, string recordName)
    {
        _writer.WriteStartObject(key);
        WriteDescription($"Now called '{property.Key}'.");
        _writer.WriteBoolean("deprecated", true);
        WriteValue(property, recordName);
        _writer.WriteEndObject();
    }

    private void WriteValue(OptionProperty property, string recordName) =>
        _values.Write(property.Schema, $"{recordName}.{property.Key}", isNullable: !property.Required);

    private void WriteDescription(string text)
    {
        if (text.Length > 0)
            _writer.WriteString("description", text);
    }

    private void WriteKind(string kind)
    {
        _writer.WriteStartObject("kind");
        _writer.WriteStartArray("enum");
        _writer.WriteStringValue(kind);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    private void WriteRequired(OptionsSchema record, string? kind)
    {
        string[] required = [.. kind is null ? [] : (string[])["kind"], .. record.Properties.Where(property => property.Required && property.RenamedFrom.Count == 0).Select(property => property.Key)];
        if (required.Length == 0)
            return;
        _writer.WriteStartArray("required");
        foreach (var key in required)
            _writer.WriteStringValue(key);
        _writer.WriteEndArray();
    }
}
