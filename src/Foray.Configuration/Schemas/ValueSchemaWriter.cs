using System.Text.Json;
using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Schemas;

/// <summary>The values of options. Where a value is not text, a reference to a variable may stand in its place.</summary>
/// <param name="writer">Where the schema goes.</param>
/// <param name="reference">Gives the reference to a record's definition, from the record and a name for it.</param>
internal sealed class ValueSchemaWriter(Utf8JsonWriter writer, Func<OptionsSchema, string, string> reference)
{
    private const string VariableReference = @"^\$\{[A-Za-z_][A-Za-z0-9_]*\}$";
    private const string Amount = @"([0-9]+\.?[0-9]*|\.[0-9]+)";
    private const string DurationText =
        $"^({Amount}|(?=[0-9.])({Amount}d)?({Amount}h)?({Amount}m)?({Amount}s)?({Amount}ms)?)$";

    private const string SizeText = $"^{Amount} *(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?$";
    private const string CidrText = @"^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/[0-9]{1,3}$";
    private const string LabelText = "^[A-Za-z0-9._-]+$";
    private const string EnvironmentName = "^(?!FORAY_)[A-Za-z_][A-Za-z0-9_]*$";

    /// <summary>Relative with a part <c>..</c>. What begins with a variable may be absolute.</summary>
    private const string PathThatLeadsOut = @"^(?!/|~/|\$\{)([^/]*/)*\.\.(/|$)";

    private const string FreeLabelText = @"^(?!foray\.|kiso\.)[A-Za-z0-9._-]+$";

    /// <summary>Writes the members of a value's schema into the object that is open.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">Name for the definition of a record in it.</param>
    /// <param name="isNullable">True where the value may be left empty.</param>
    public void Write(ValueSchema schema, string name, bool isNullable)
    {
        if (schema.Type is ValueType.String or ValueType.Scalar or ValueType.InputPath)
        {
            WriteText(schema, isNullable);
            return;
        }

        writer.WriteStartArray("anyOf");
        if (isNullable)
            WriteObject(() => writer.WriteString("type", "null"));
        WriteAlternatives(schema, name);
        writer.WriteEndArray();
    }

    private void WriteAlternatives(ValueSchema schema, string name)
    {
        switch (schema.Type)
        {
            case ValueType.Integer or ValueType.Number:
                WriteObject(() => WriteNumber(schema, schema.Type == ValueType.Integer ? "integer" : "number"));
                WritePattern(VariableReference);
                break;
            case ValueType.Boolean:
                WriteObject(() => writer.WriteString("type", "boolean"));
                WritePattern(VariableReference);
                break;
            case ValueType.Enum:
                WriteObject(() => WriteNames(schema.Values));
                WritePattern(VariableReference);
                break;
            case ValueType.Duration or ValueType.Size:
                WriteObject(() => WriteNumber(new ValueSchema(ValueType.Number) { Minimum = 0 }, "number"));
                WritePattern(schema.Type == ValueType.Duration ? DurationText : SizeText);
                WritePattern(VariableReference);
                break;
            case ValueType.Cidr:
                WritePattern(CidrText);
                WritePattern(VariableReference);
                break;
            case ValueType.LabelSelector or ValueType.LabelSet:
                WriteObject(() => WriteLabels(schema.Type == ValueType.LabelSet ? FreeLabelText : LabelText));
                break;
            case ValueType.Secret:
                WriteScalarAlternative();
                WriteSource("env");
                WriteSource("file");
                break;
            case ValueType.Variable:
                WriteScalarAlternative();
                foreach (var key in (string[])["value", "env", "file"])
                    WriteSource(key, "secret");
                break;
            case ValueType.List:
                WriteObject(() => WriteList(schema, name));
                break;
            case ValueType.Map:
                WriteObject(() => WriteMap(schema, name));
                break;
            default:
                WriteObject(() => writer.WriteString("$ref", reference(schema.Record!, name)));
                break;
        }
    }

    private void WriteText(ValueSchema schema, bool isNullable)
    {
        writer.WriteStartArray("type");
        foreach (var type in (string[])["string", "number", "boolean"])
            writer.WriteStringValue(type);
        if (isNullable)
            writer.WriteStringValue("null");
        writer.WriteEndArray();
        if ((schema.MinimumLength ?? (schema.Type == ValueType.InputPath ? 1 : null)) is { } least)
            writer.WriteNumber("minLength", least);
        if (schema.MaximumLength is { } most)
            writer.WriteNumber("maxLength", most);
        if (schema.Pattern is { } pattern)
            writer.WriteString("pattern", $"^(?:{pattern})$");
        if (schema.WithinFolder)
        {
            writer.WriteStartObject("not");
            writer.WriteString("type", "string");
            writer.WriteString("pattern", PathThatLeadsOut);
            writer.WriteEndObject();
        }
    }

    private void WriteNumber(ValueSchema schema, string type)
    {
        writer.WriteString("type", type);
        if (schema.Minimum is { } least)
            writer.WriteNumber("minimum", least);
        if (schema.Maximum is { } most)
            writer.WriteNumber("maximum", most);
    }

    private void WriteNames(IReadOnlyList<string> names)
    {
        writer.WriteStartArray("enum");
        foreach (var name in names)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private void WriteLabels(string pattern)
    {
        writer.WriteString("type", "array");
        writer.WriteNumber("minItems", 1);
        writer.WriteBoolean("uniqueItems", true);
        writer.WriteStartObject("items");
        WriteTypesOfText();
        writer.WriteString("pattern", pattern);
        writer.WriteEndObject();
    }

    private void WriteList(ValueSchema schema, string name)
    {
        writer.WriteString("type", "array");
        WriteBounds(schema, "minItems", "maxItems");
        if (schema.Unique)
            writer.WriteBoolean("uniqueItems", true);
        writer.WriteStartObject("items");
        Write(schema.Items!, name, isNullable: false);
        writer.WriteEndObject();
    }

    private void WriteMap(ValueSchema schema, string name)
    {
        writer.WriteString("type", "object");
        WriteBounds(schema, "minProperties", "maxProperties");
        if (schema.NamesEnvironment)
        {
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteStartObject("patternProperties");
            writer.WriteStartObject(EnvironmentName);
            Write(schema.Items!, name, isNullable: false);
            writer.WriteEndObject();
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartObject("additionalProperties");
        Write(schema.Items!, name, isNullable: false);
        writer.WriteEndObject();
    }

    private void WriteBounds(ValueSchema schema, string least, string most)
    {
        if (schema.MinimumItems is { } minimum)
            writer.WriteNumber(least, minimum);
        if (schema.MaximumItems is { } maximum)
            writer.WriteNumber(most, maximum);
    }

    private void WriteScalarAlternative() => WriteObject(WriteTypesOfText);

    private void WriteTypesOfText()
    {
        writer.WriteStartArray("type");
        foreach (var type in (string[])["string", "number", "boolean"])
            writer.WriteStringValue(type);
        writer.WriteEndArray();
    }

    private void WriteSource(string key, string? flag = null) => WriteObject(() =>
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        writer.WriteStartObject(key);
        WriteTypesOfText();
        writer.WriteEndObject();
        if (flag is not null)
        {
            writer.WriteStartObject(flag);
            writer.WriteString("type", "boolean");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        writer.WriteStringValue(key);
        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
    });

    private void WritePattern(string pattern) => WriteObject(() =>
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", pattern);
    });

    private void WriteObject(Action members)
    {
        writer.WriteStartObject();
        members();
        writer.WriteEndObject();
    }
}
