using System.Text;
using System.Text.RegularExpressions;

namespace Foray.Results;

/// <summary>Text of tests in files for people and their tools.</summary>
internal static partial class PlainText
{
    /// <summary>The text with every character that XML 1.0 does not allow replaced by U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsSuspect))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is 9 or 10 or 13 or (>= 0x20 and not 0xFFFE and not 0xFFFF) ? rune : Rune.ReplacementChar);
        return clean.ToString();
    }

    /// <summary>The text without the codes by which terminals colour, and clean.</summary>
    public static string Of(string text) => Clean(text.Contains('\u001b', StringComparison.Ordinal) ? TerminalCode().Replace(text, "") : text);

    /// <summary>The text in one line, plain and without space around it.</summary>
    public static string Line(string text)
    {
        var plain = Of(text);
        return (plain.Any(IsBreak) ? string.Concat(plain.Select(character => IsBreak(character) ? ' ' : character)) : plain).Trim();
    }

    /// <summary>At most so many characters of a clean text, with an ellipsis where it was longer.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text.AsSpan(0, end)}…";
    }

    private static bool IsSuspect(char character) => character < ' ' || char.IsSurrogate(character) || character >= '\uFFFE';

    /// <summary>What some reader takes for the end of a line, and the tabulator.</summary>
    private static bool IsBreak(char character) => character is (>= '\t' and <= '\r') or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Control sequences, operating system commands, and escapes of two characters, by ECMA-48.</summary>
    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")]
    private static partial Regex TerminalCode();
}
