using System.Globalization;
using System.Text;

namespace Foray.Backends.Prometheus;

/// <summary>Parts of Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</summary>
internal static class PrometheusText
{
    /// <summary>Media type of the format.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const string OriginalName = "metric";

    /// <summary>The name of a metric: what is no letter, digit, underscore or colon becomes an underscore.</summary>
    public static string NameOf(string prefix, string name) => prefix + Replace(name, ':');

    /// <summary>
    /// The labels of a series between braces. Where its name had to be changed, the label <c>metric</c> has the original: two names that become one stay apart.
    /// Labels that become one name get underscores behind it.
    /// </summary>
    public static string LabelsOf(string prefix, string name, IReadOnlyDictionary<string, string> labels)
    {
        var usable = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (NameOf(prefix, name) != prefix + name)
            usable.Add(OriginalName, name);
        foreach (var (label, value) in labels)
        {
            var key = LabelName(label);
            while (!usable.TryAdd(key, value))
                key += '_';
        }

        var text = new StringBuilder("{");
        foreach (var (label, value) in usable)
            text.Append(text.Length > 1 ? "," : "").Append(label).Append("=\"").Append(Escape(value)).Append('"');
        return text.Append('}').ToString();
    }

    /// <summary>A number as the format has it.</summary>
    public static string NumberOf(double number) => number switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Two underscores at the beginning are Prometheus' own.</summary>
    private static string LabelName(string label)
    {
        var name = Replace(label, '_');
        return name.Length == 0 || char.IsAsciiDigit(name[0]) || name.StartsWith("__", StringComparison.Ordinal) ? "tag_" + name : name;
    }

    private static string Replace(string text, char alsoAllowed) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character == '_' || character == alsoAllowed ? character : '_'));

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
