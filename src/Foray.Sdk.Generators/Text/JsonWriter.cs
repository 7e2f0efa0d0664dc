using System.Globalization;
using System.Text;

namespace Foray.Sdk.Generators.Text;

/// <summary>Writes compact JSON. Our own because a compiler does not load a JSON library for a generator.</summary>
internal sealed class JsonWriter
{
    private readonly StringBuilder _text = new();
    private bool _needsComma;

    public JsonWriter StartObject() => Start('{');

    public JsonWriter EndObject() => End('}');

    public JsonWriter StartArray() => Start('[');

    public JsonWriter EndArray() => End(']');

    public JsonWriter Name(string name)
    {
        Separate();
        Quote(name);
        _text.Append(':');
        _needsComma = false;
        return this;
    }

    public JsonWriter Text(string value)
    {
        Separate();
        Quote(value);
        return this;
    }

    public JsonWriter Flag(bool value) => Raw(value ? "true" : "false");

    public JsonWriter Raw(string json)
    {
        Separate();
        _text.Append(json);
        return this;
    }

    public JsonWriter Texts(IEnumerable<string> values)
    {
        StartArray();
        foreach (var value in values)
            Text(value);
        return EndArray();
    }

    public override string ToString() => _text.ToString();

    private JsonWriter Start(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _needsComma = false;
        return this;
    }

    private JsonWriter End(char bracket)
    {
        _text.Append(bracket);
        _needsComma = true;
        return this;
    }

    private void Separate()
    {
        if (_needsComma)
            _text.Append(',');
        _needsComma = true;
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                _text.Append('\\').Append(character);
            else if (character < ' ' || char.IsSurrogate(character))
                _text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                _text.Append(character);
        }

        _text.Append('"');
    }
}
