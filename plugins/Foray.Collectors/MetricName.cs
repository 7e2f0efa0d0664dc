namespace Foray.Collectors;

/// <summary>Parts of metric names.</summary>
internal static class MetricName
{
    /// <summary>A text that may stand between two <c>/</c> of a name: what names cannot hold becomes <c>_</c>.</summary>
    public static string Part(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'));
}
