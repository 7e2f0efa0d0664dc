using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Foray.Tracking.Store.Sql;

/// <summary>The last run of a page: the values that it is ordered by, and its id among those that are equal.</summary>
/// <param name="Search">Fingerprint of the search.</param>
/// <param name="Id">Id of the run.</param>
/// <param name="Values">Null, or of type long, double or string.</param>
internal sealed record PageKey(string Search, long Id, IReadOnlyList<object?> Values)
{
    private const char Separator = '.';

    /// <summary>What tells one search from another.</summary>
    public static string Fingerprint(string sql, (string Name, object? Value)[] parameters)
    {
        var text = new StringBuilder(sql);
        foreach (var (name, value) in parameters)
            text.Append('\0').Append(name).Append('\0').Append(CultureInfo.InvariantCulture, $"{value}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
    }

    /// <summary>Reads a page token.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is not of this search (FORAY310).</exception>
    public static PageKey Parse(string token, string search, int values)
    {
        try
        {
            var parts = token.Split(Separator);
            if (parts.Length == values + 2 && parts[0] == search)
                return new PageKey(search, long.Parse(parts[1], CultureInfo.InvariantCulture), [.. parts[2..].Select(ParseValue)]);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            // Told below.
        }

        throw StoreErrors.BadPage();
    }

    /// <summary>The page token: letters, digits, and <c>. - _</c>.</summary>
    public override string ToString() =>
        string.Join(Separator, [Search, Id.ToString(CultureInfo.InvariantCulture), .. Values.Select(ValueText)]);

    private static string ValueText(object? value) => value switch
    {
        null => "n",
        long number => string.Create(CultureInfo.InvariantCulture, $"i{number}"),
        double number => $"d{BitConverter.DoubleToUInt64Bits(number):x16}",
        string text => "s" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)),
        _ => throw new InvalidOperationException($"runs cannot be ordered by a {value.GetType()}"),
    };

    private static object? ParseValue(string text) => text switch
    {
        "n" => null,
        ['i', .. var number] => long.Parse(number, CultureInfo.InvariantCulture),
        ['d', .. var bits] => BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        ['s', .. var letters] => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(letters)),
        _ => throw new FormatException(),
    };
}
