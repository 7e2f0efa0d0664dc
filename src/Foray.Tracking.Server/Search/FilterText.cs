using System.Text.RegularExpressions;
using Foray.Tracking.Server.Requests;

namespace Foray.Tracking.Server.Search;

/// <summary>Reads MLflow's filters: comparisons that are joined by <c>and</c>.</summary>
/// <remarks>Source: MLflow's documentation, "Search runs" and "Search experiments".</remarks>
internal static partial class FilterText
{
    /// <exception cref="ApiException">It is no filter.</exception>
    public static IReadOnlyList<Comparison> Parse(string text)
    {
        var comparisons = new List<Comparison>();
        for (var position = 0; !string.IsNullOrWhiteSpace(text[position..]);)
        {
            if (comparisons.Count > 0)
                position += Match(And(), text, position, "'and'").Length;
            var match = Match(OneComparison(), text, position, "a comparison, such as metrics.loss < 0.5 or params.model = 'tree'");
            comparisons.Add(Read(match));
            position += match.Length;
        }

        return comparisons;
    }

    /// <summary>The kind and the key of an identifier, such as <c>metrics.loss</c>.</summary>
    public static (string Kind, string Key) ReadField(string identifier)
    {
        var dot = identifier.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return ("attribute", Unquote(identifier));
        var kind = identifier[..dot].Trim('`', '"') switch
        {
            "metrics" or "metric" => "metric",
            "params" or "param" or "parameters" or "parameter" => "param",
            "tags" or "tag" => "tag",
            "attributes" or "attribute" or "attr" or "run" => "attribute",
            var other => other,
        };
        return (kind, Unquote(identifier[(dot + 1)..]));
    }

    private static Match Match(Regex pattern, string text, int position, string wanted) => pattern.Match(text, position) is { Success: true } match
        ? match
        : throw ApiException.Invalid($"Invalid filter: {wanted} is expected at column {position + 1}, and '{Fields.Shown(text[position..].Trim())}' is there.");

    private static Comparison Read(Match match)
    {
        var (kind, key) = ReadField(match.Groups["field"].Value);
        var value = match.Groups["value"].Value;
        var operation = Spaces().Replace(match.Groups["operator"].Value, " ").ToUpperInvariant();
        return new Comparison(kind, key, operation == "==" ? "=" : operation, Unquote(value))
        {
            IsText = value[0] is '\'' or '"',
            Values = value[0] == '(' ? [.. Quoted().Matches(value).Select(part => Unquote(part.Value))] : [],
        };
    }

    private static string Unquote(string text) => text is [('\'' or '"' or '`') and var quote, .., var last] && text.Length > 1 && last == quote ? text[1..^1] : text;

    [GeneratedRegex(@"\G\s*and\s", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        """
        \G\s*
        (?<field>(?:(?:\w+|`[^`]+`|"[^"]+")\.)?(?:`[^`]+`|"[^"]+"|[\w.\-/]+))
        \s*(?<operator>!=|<=|>=|==|=|<|>|not\s+in\b|in\b|like\b|ilike\b)\s*
        (?<value>'[^']*'|"[^"]*"|\(\s*(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*\s*\)|[-+]?[\w.][\w.+\-]*)
        \s*
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OneComparison();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
