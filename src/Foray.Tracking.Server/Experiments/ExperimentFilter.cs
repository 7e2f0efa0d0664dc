using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Tracking.Server.Requests;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>MLflow's filters of experiments: comparisons of attributes that are joined by <c>and</c>.</summary>
/// <remarks>Source: MLflow's documentation, "Search experiments".</remarks>
internal static partial class ExperimentFilter
{
    /// <exception cref="ApiException">It is no filter.</exception>
    public static IReadOnlyList<Func<Experiment, bool>> Parse(string text)
    {
        var conditions = new List<Func<Experiment, bool>>();
        for (var position = 0; !string.IsNullOrWhiteSpace(text[position..]);)
        {
            if (conditions.Count > 0)
                position += Match(And(), text, position, "'and'").Length;
            var match = Match(OneComparison(), text, position, "a comparison, such as name LIKE 'a%' or creation_time > 1700000000000");
            conditions.Add(ConditionOf(match));
            position += match.Length;
        }

        return conditions;
    }

    /// <summary>The attribute that an identifier such as <c>attributes.name</c> names.</summary>
    /// <exception cref="ApiException">It names something else.</exception>
    public static string ReadAttribute(string identifier)
    {
        var parts = identifier.Split('.', 2);
        return parts is [var only] ? Unquote(only)
            : Unquote(parts[0]) is "attributes" or "attribute" or "attr" ? Unquote(parts[1])
            : throw ApiException.Invalid($"Experiments have no '{Fields.Shown(identifier)}' here; they are found by name, creation_time and last_update_time.");
    }

    private static Match Match(Regex pattern, string text, int position, string wanted) => pattern.Match(text, position) is { Success: true } match
        ? match
        : throw ApiException.Invalid($"Invalid filter: {wanted} is expected at column {position + 1}, and '{Fields.Shown(text[position..].Trim())}' is there.");

    private static Func<Experiment, bool> ConditionOf(Match match)
    {
        var key = ReadAttribute(match.Groups["field"].Value);
        var operation = match.Groups["operator"].Value.ToUpperInvariant();
        var value = Unquote(match.Groups["value"].Value);
        return key switch
        {
            "name" => experiment => TextMatch.IsTrue(experiment.Name, operation, value),
            "creation_time" => TimeCondition(experiment => experiment.Created, operation, value),
            "last_update_time" => TimeCondition(experiment => experiment.Changed, operation, value),
            _ => throw ApiException.Invalid($"Invalid attribute key '{Fields.Shown(key)}' specified. Valid keys are name, creation_time and last_update_time."),
        };
    }

    private static Func<Experiment, bool> TimeCondition(Func<Experiment, DateTimeOffset> time, string operation, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wanted))
            throw ApiException.Invalid($"'{Fields.Shown(value)}' is no time in milliseconds since 1970.");
        return experiment => TextMatch.IsTrue(time(experiment).ToUnixTimeMilliseconds().CompareTo(wanted), operation);
    }

    private static string Unquote(string text) => text is [('\'' or '"' or '`') and var quote, .., var last] && text.Length > 1 && last == quote ? text[1..^1] : text;

    [GeneratedRegex(@"\G\s*and\s", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        """
        \G\s*
        (?<field>(?:(?:\w+|`[^`]+`|"[^"]+")\.)?(?:`[^`]+`|"[^"]+"|[\w.\-/]+))
        \s*(?<operator>!=|<=|>=|==|=|<|>|like\b|ilike\b)\s*
        (?<value>'[^']*'|"[^"]*"|[-+]?[\w.]+)
        \s*
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OneComparison();
}
