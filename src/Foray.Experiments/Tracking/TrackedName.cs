namespace Foray.Experiments.Tracking;

/// <summary>Names as tracking takes them: the characters of MLflow's names, and at most 250 of them.</summary>
internal static class TrackedName
{
    private const int Longest = 250;

    /// <summary>A name with <c>_</c> for characters that cannot be in one.</summary>
    public static string Of(string name)
    {
        var clean = string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ' ' ? character : '_'));
        return clean.Length <= Longest ? clean : clean[..Longest];
    }

    /// <summary>A text of at most so many characters.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
