using System.Text;
using System.Text.RegularExpressions;

namespace Foray.Tracking.Routing;

/// <summary>A pattern of names: <c>*</c> stands for any characters but <c>/</c>, <c>**</c> for any, <c>?</c> for one but <c>/</c>. It fits whole names, and case counts.</summary>
public sealed class NamePattern
{
    private readonly Regex _expression;

    /// <summary>Reads a pattern; every text is one.</summary>
    public NamePattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Text = pattern;
        _expression = new Regex(ExpressionOf(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>The pattern.</summary>
    public string Text { get; }

    /// <summary>True where the whole name fits.</summary>
    public bool Fits(string name) => _expression.IsMatch(name);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string ExpressionOf(string pattern)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                expression.Append(".*");
                i++;
            }
            else
                expression.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var other => Regex.Escape(other.ToString()) });
        }

        return expression.Append(@"\z").ToString();
    }
}
