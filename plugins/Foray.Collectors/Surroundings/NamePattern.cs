namespace Foray.Collectors.Surroundings;

/// <summary>Names of which <c>*</c> is any part.</summary>
internal static class NamePattern
{
    /// <summary>True where one of the patterns is the name.</summary>
    public static bool MatchAny(IEnumerable<string> patterns, string name) =>
        patterns.Any(pattern => pattern.Split('*') is var parts && (parts.Length == 1 ? pattern == name : Match(parts, name)));

    private static bool Match(string[] parts, string name)
    {
        if (!name.StartsWith(parts[0], StringComparison.Ordinal) || !name.EndsWith(parts[^1], StringComparison.Ordinal) || name.Length < parts[0].Length + parts[^1].Length)
            return false;
        var (position, end) = (parts[0].Length, name.Length - parts[^1].Length);
        foreach (var part in parts[1..^1])
        {
            var found = name.IndexOf(part, position, end - position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + part.Length;
        }

        return true;
    }
}
