using System.Text.RegularExpressions;
using Foray.Tracking.Server.Requests;

namespace Foray.Tracking.Server.Experiments;

/// <summary>Compares values that are at hand.</summary>
internal static class TextMatch
{
    /// <exception cref="ApiException">The operator is none of texts.</exception>
    public static bool IsTrue(string text, string operation, string value) => operation switch
    {
        "=" or "==" => text == value,
        "!=" => text != value,
        "LIKE" => IsLike(text, value, RegexOptions.None),
        "ILIKE" => IsLike(text, value, RegexOptions.IgnoreCase),
        _ => throw ApiException.Invalid($"Invalid comparator '{operation}': names are compared by =, !=, LIKE and ILIKE."),
    };

    /// <param name="order">How the first value compares to the second.</param>
    /// <param name="operation">The operator.</param>
    /// <exception cref="ApiException">The operator is none of numbers.</exception>
    public static bool IsTrue(int order, string operation) => operation switch
    {
        "=" or "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw ApiException.Invalid($"Invalid comparator '{operation}': numbers are compared by =, !=, <, <=, > and >=."),
    };

    private static bool IsLike(string text, string pattern, RegexOptions options)
    {
        var expression = Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal);
        return Regex.IsMatch(text, $@"\A{expression}\z", options | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
