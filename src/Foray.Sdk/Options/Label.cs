namespace Foray.Sdk.Options;

/// <summary>Rules of machine labels.</summary>
public static class Label
{
    /// <summary>Prefixes of generated labels; a site may not define a label that begins with one.</summary>
    public static readonly IReadOnlyList<string> ReservedPrefixes = ["foray.", "kiso."];

    /// <summary>True for one or more letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public static bool IsValid(string label) =>
        label.Length > 0 && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>True where only Foray may define the label.</summary>
    public static bool IsReserved(string label) =>
        ReservedPrefixes.Any(prefix => label.StartsWith(prefix, StringComparison.Ordinal));
}
