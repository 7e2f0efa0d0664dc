using System.Globalization;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>The kind of a plain scalar under YAML 1.2's core schema (chapter 10.3.2 of the specification).</summary>
internal static class ScalarKinds
{
    public static ScalarKind Of(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        ".nan" or ".NaN" or ".NAN" => ScalarKind.Number,
        _ => OfNumber(text),
    };

    /// <summary>A whole number in decimal, whatever base it was written in; null where it does not fit 64 bits.</summary>
    public static long? Value(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return FromDigits(text.AsSpan(2), 16);
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return FromDigits(text.AsSpan(2), 8);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static long? FromDigits(ReadOnlySpan<char> digits, int numberBase)
    {
        long value = 0;
        foreach (var digit in digits)
        {
            if (value > long.MaxValue / numberBase - 1)
                return null;
            value = value * numberBase + Convert.ToInt32(digit.ToString(), 16);
        }

        return value;
    }

    private static ScalarKind OfNumber(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal))
            return IsBased(text) ? ScalarKind.Integer : ScalarKind.Text;
        var rest = text.AsSpan();
        if (rest[0] is '-' or '+')
            rest = rest[1..];
        if (rest is ".inf" or ".Inf" or ".INF")
            return ScalarKind.Number;
        var whole = Digits(ref rest);
        if (rest.Length == 0)
            return whole > 0 ? ScalarKind.Integer : ScalarKind.Text;
        var fraction = 0;
        if (rest[0] == '.')
        {
            rest = rest[1..];
            fraction = Digits(ref rest);
        }

        return whole + fraction > 0 && IsExponentOrEnd(rest) ? ScalarKind.Number : ScalarKind.Text;
    }

    private static bool IsBased(string text)
    {
        for (var i = 2; i < text.Length; i++)
            if (text[1] == 'x' ? !char.IsAsciiHexDigit(text[i]) : text[i] is < '0' or > '7')
                return false;
        return text.Length > 2;
    }

    private static bool IsExponentOrEnd(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0)
            return true;
        if (rest[0] is not ('e' or 'E'))
            return false;
        rest = rest[1..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        return Digits(ref rest) > 0 && rest.Length == 0;
    }

    private static int Digits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var count = end < 0 ? rest.Length : end;
        rest = rest[count..];
        return count;
    }
}
