using System.Globalization;

namespace Foray.Tracking.Server.Requests;

/// <summary>Named values of a call, or of an entry of it. As in JSON of protocol buffers, whole numbers may come as texts, and an empty text counts as none where one is required.</summary>
internal abstract class Fields
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    /// <summary>A text; null where there is none. Numbers and booleans are texts too.</summary>
    public abstract string? Text(string name);

    /// <summary>Texts; none where there is no such value.</summary>
    public abstract IReadOnlyList<string> Texts(string name);

    /// <summary>Objects; none where there is no such value.</summary>
    public abstract IReadOnlyList<Fields> Entries(string name);

    /// <exception cref="ApiException">It is missing or empty.</exception>
    public string Required(string name) => Text(name) is { Length: > 0 } text
        ? text
        : throw ApiException.Invalid($"Missing value for required parameter '{name}'. See the API docs for more information about request parameters.");

    /// <summary>Runs have two names for their id: the old one is still sent.</summary>
    public string RunId() => Text("run_id") is { Length: > 0 } id ? id : Text("run_uuid") is { Length: > 0 } old ? old : Required("run_id");

    /// <summary>A whole number of 64 bits; null where there is none.</summary>
    public long? Integer(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        if (long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number))
            return number;
        // JSON has 1e3 and 5.0 too.
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var other) && other == decimal.Truncate(other) && other is >= long.MinValue and <= long.MaxValue
            ? (long)other
            : throw Wrong(name, text);
    }

    /// <summary>A whole number in a range, or the default where there is none.</summary>
    public int Integer(string name, int otherwise, int least, int greatest)
    {
        var number = Integer(name) ?? otherwise;
        return number >= least && number <= greatest
            ? (int)number
            : throw ApiException.Invalid($"Invalid value {number} for parameter '{name}' supplied: it must be at least {least} and at most {greatest}.");
    }

    /// <summary>Milliseconds since 1970; null where there are none.</summary>
    public long? Milliseconds(string name) => Integer(name) switch
    {
        null => null,
        < 0 or > Instant.LastMillisecond => throw Wrong(name, Text(name)!),
        var time => time,
    };

    /// <summary>A number; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> come as texts.</summary>
    /// <exception cref="ApiException">It is missing, or no number.</exception>
    public double Number(string name) => Required(name) switch
    {
        "NaN" or "nan" => double.NaN,
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        var text => throw Wrong(name, text),
    };

    private static ApiException Wrong(string name, string value) => ApiException.Invalid($"Invalid value '{Shown(value)}' for parameter '{name}' supplied.");

    /// <summary>A value as a message can hold it.</summary>
    public static string Shown(string value) => value.Length <= 250 ? value : value[..250] + "…";
}
