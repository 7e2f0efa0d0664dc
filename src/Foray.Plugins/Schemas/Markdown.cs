using System.Text;

namespace Foray.Plugins.Schemas;

/// <summary>Text that stands in Markdown as it is.</summary>
internal static class Markdown
{
    /// <summary>Running text; nothing in it is markup, and it can stand in a table.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '|' or '<' or '*' or '`' or '[')
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Code that can stand in a table.</summary>
    public static string Code(string text)
    {
        var fence = text.Contains('`', StringComparison.Ordinal) ? "``" : "`";
        var space = fence.Length > 1 || text.Length == 0 ? " " : "";
        return $"{fence}{space}{text.Replace("|", "\\|", StringComparison.Ordinal)}{space}{fence}";
    }

    /// <summary>The address of a heading, as GitHub makes it.</summary>
    public static string Anchor(string heading)
    {
        var anchor = new StringBuilder("#");
        foreach (var character in heading.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '_' or '-')
                anchor.Append(character);
            else if (character == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }
}
