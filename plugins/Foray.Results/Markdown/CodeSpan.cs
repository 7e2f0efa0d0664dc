namespace Foray.Results.Markdown;

/// <summary>
/// Text of tests in Markdown. In a code span nothing is active: no mention, link, reference or tag; what is left are the ends of the span and of a table's cell
/// (https://github.github.com/gfm/#code-spans, https://github.github.com/gfm/#tables-extension-).
/// </summary>
internal static class CodeSpan
{
    /// <summary>At most so many characters of a text, in one line; nothing for an empty one.</summary>
    public static string Of(string text, int most)
    {
        var line = PlainText.Cut(PlainText.Line(text), most);
        if (line.Length == 0)
            return "";
        var fence = new string('`', LongestRun(line) + 1);
        var space = line[0] == '`' || line[^1] == '`' ? " " : "";
        return $"{fence}{space}{line.Replace("|", @"\|", StringComparison.Ordinal)}{space}{fence}";
    }

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
