namespace Foray.Tracking.Runs;

/// <summary>What names and values may be: the rules of MLflow's REST API, so that every run can go there.</summary>
internal static class TrackedNames
{
    public const int LongestRunId = 256;
    public const int LongestName = 250;

    private const int LongestParameter = 6000;
    private const int LongestTag = 5000;
    private const int LongestArtifactPath = 500;

    public static void CheckRunId(string id)
    {
        if (id.Length is 0 or > LongestRunId || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            throw TrackingErrors.InvalidRunId(id);
    }

    public static void CheckMetric(string name) => CheckName("metric", name);

    public static void CheckParameter(string name, string value)
    {
        CheckName("parameter", name);
        CheckLength("the value", name, value, LongestParameter);
    }

    public static void CheckTag(string name, string? value)
    {
        CheckName("tag", name);
        CheckLength("the value", name, value ?? "", LongestTag);
    }

    public static void CheckArtifactPath(string path)
    {
        if (path.Length is 0 or > LongestArtifactPath || path.Contains('\0') || path.Contains('\\') || path.Split('/').Any(part => part is "" or "." or ".."))
            throw TrackingErrors.InvalidArtifactPath(path);
    }

    /// <summary>A name with <c>_</c> for characters that cannot be in one, and cut where it is too long.</summary>
    public static string Clean(string name)
    {
        var clean = name.All(IsNameCharacter) ? name : string.Concat(name.Select(character => IsNameCharacter(character) ? character : '_'));
        return clean.Length <= LongestName ? clean : clean[..LongestName];
    }

    private static void CheckName(string what, string name)
    {
        if (name.Length > LongestName)
            throw TrackingErrors.NameTooLong(what, name);
        if (name.Length == 0 || !name.All(IsNameCharacter))
            throw TrackingErrors.InvalidName(what, name);
    }

    private static void CheckLength(string what, string name, string value, int most)
    {
        if (value.Length > most)
            throw TrackingErrors.TooLong(what, name, value.Length, most);
    }

    private static bool IsNameCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ' ';
}
