using System.Globalization;
using System.Text;

namespace Foray.Sites.Vagrant;

/// <summary>Writes text as Ruby literals that are nothing but that text.</summary>
internal static class RubyText
{
    /// <summary>A string literal of printable ASCII. Whatever could mean something to Ruby is written by its number.</summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPlain(rune))
                literal.Append((char)rune.Value);
            else if (rune.Value == '\n')
                literal.Append("\\n");
            else
                literal.Append("\\u{").Append(rune.Value.ToString("x", CultureInfo.InvariantCulture)).Append('}');
        }

        return literal.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || " ./:_-+,;=@()<>|$*'".Contains((char)rune.Value, StringComparison.Ordinal));
}
