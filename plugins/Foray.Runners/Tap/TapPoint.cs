using System.Text;
using System.Text.RegularExpressions;

namespace Foray.Runners.Tap;

/// <summary>A line <c>ok</c> or <c>not ok</c> (TAP 14, "Test Points"; testanything.org).</summary>
/// <param name="IsOk">True for <c>ok</c>.</param>
/// <param name="Number">Its number; null where it has none.</param>
/// <param name="Description">Its description without escapes; empty where it has none.</param>
/// <param name="Directive">Its directive.</param>
/// <param name="Reason">What stands behind the directive; empty where nothing does.</param>
internal sealed partial record TapPoint(bool IsOk, long? Number, string Description, TapDirective Directive, string Reason)
{
    /// <summary>Reads a line; null where it is something else.</summary>
    public static TapPoint? Parse(string line)
    {
        var match = Line().Match(line);
        if (!match.Success)
            return null;
        long? number = match.Groups["number"].Success ? long.TryParse(match.Groups["number"].ValueSpan, out var value) ? value : long.MaxValue : null;
        var rest = match.Groups["rest"].Value;
        for (var hash = FindHash(rest, 0); hash >= 0; hash = FindHash(rest, hash + 1))
        {
            var directive = Directives().Match(rest, hash + 1);
            if (directive.Success)
                return new TapPoint(!match.Groups["not"].Success, number, Unescape(rest[..hash].Trim()), KindOf(directive.Groups["word"].ValueSpan), Unescape(directive.Groups["reason"].Value.Trim()));
        }

        return new TapPoint(!match.Groups["not"].Success, number, Unescape(rest.Trim()), TapDirective.None, "");
    }

    /// <summary>Takes the backslashes off <c>\#</c> and <c>\\</c>.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '#' or '\\')
                i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private static TapDirective KindOf(ReadOnlySpan<char> word) => word.StartsWith("skip", StringComparison.OrdinalIgnoreCase) ? TapDirective.Skip : TapDirective.Todo;

    // The next '#' that no backslash stands before.
    private static int FindHash(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '#')
                return i;
        }

        return -1;
    }

    [GeneratedRegex(@"^(?<not>not )?ok(?:\s+(?<number>\d+)(?=\s|$))?(?:\s+-(?=\s|$))?(?:\s+(?<rest>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Line();

    // Behind the '#'; earlier versions let more letters follow SKIP.
    [GeneratedRegex(@"\G\s*(?<word>skip\S*|todo(?!\w))(?<reason>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Directives();
}
