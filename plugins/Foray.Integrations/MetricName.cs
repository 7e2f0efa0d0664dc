namespace Foray.Integrations;

/// <summary>Names of metrics: letters, digits, <c>_</c>, <c>.</c>, <c>-</c>, blanks, and <c>/</c> between parts.</summary>
internal static class MetricName
{
    /// <summary>A text that may stand between two <c>/</c>: what names cannot hold becomes <c>_</c>.</summary>
    public static string Part(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'));

    /// <summary>A name that tells values apart which differ in their tags, as <c>requests/method.GET/status.200</c> does: a series is known by its name alone.</summary>
    public static string WithTags(string name, IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join('/', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{Part(tag.Key)}.{Part(tag.Value)}").Prepend(name));
}
