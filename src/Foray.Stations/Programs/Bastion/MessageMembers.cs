using System.Text.Json;

namespace Foray.Stations.Programs.Bastion;

/// <summary>The members of an object that a worker sent, read one by one. What is missing, of another type, or too much is a breach.</summary>
internal sealed class MessageMembers
{
    private readonly JsonElement _object;
    private readonly string _what;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="element">What is to be an object.</param>
    /// <param name="what">What it is, for a breach: <c>a message</c>.</param>
    public MessageMembers(JsonElement element, string what)
    {
        (_object, _what) = (element, what);
        if (element.ValueKind != JsonValueKind.Object)
            throw new BastionBreachException($"{what} that is no object");
    }

    /// <summary>A member that has to be there, of any type.</summary>
    public JsonElement Any(string name) =>
        Find(name) ?? throw new BastionBreachException($"{_what} without '{name}'");

    /// <summary>A member that need not be there, of any type; null where it is not.</summary>
    public JsonElement? Find(string name)
    {
        if (!_object.TryGetProperty(name, out var value))
            return null;
        _read.Add(name);
        return value;
    }

    /// <summary>A value for another program.</summary>
    public ProgramValue Value(string name) => ProgramValue.From(Any(name)) ?? throw Wrong(name);

    public string Text(string name) => TextOf(Any(name)) ?? throw Wrong(name);

    public string? TextOrNull(string name)
    {
        var value = Any(name);
        return value.ValueKind == JsonValueKind.Null ? null : TextOf(value) ?? throw Wrong(name);
    }

    public long Number(string name) =>
        Any(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : throw Wrong(name);

    public bool Flag(string name) => Any(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name),
    };

    /// <summary>Bytes in base64.</summary>
    public byte[] Bytes(string name) =>
        Any(name) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Wrong(name);

    /// <summary>A time in seconds; a negative one is none.</summary>
    public TimeSpan Seconds(string name)
    {
        if (Any(name) is not { ValueKind: JsonValueKind.Number } value || !value.TryGetDouble(out var seconds))
            throw Wrong(name);
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds));
    }

    /// <summary>Sees that there was nothing else.</summary>
    public void Close()
    {
        if (_object.GetPropertyCount() != _read.Count)
            throw new BastionBreachException($"{_what} with a member that it does not have");
    }

    /// <summary>A member is there, and is not what it has to be.</summary>
    public BastionBreachException Wrong(string name) => new($"{_what} whose '{name}' is of another type or form") { IsWrongValue = true };

    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return null;
        }
    }
}
