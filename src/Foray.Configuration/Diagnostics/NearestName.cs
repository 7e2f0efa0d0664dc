using Foray.Plugins;

namespace Foray.Configuration.Diagnostics;

/// <summary>What somebody may have meant, within bounds: comparing takes the product of the lengths, and files may be hostile.</summary>
internal static class NearestName
{
    private const int LongestName = 100;
    private const int MostCandidates = 1000;

    /// <summary>The nearest candidate; null where none is near, or where enough suggestions have been made.</summary>
    public static string? Of(string name, IEnumerable<string> candidates, DiagnosticCollector diagnostics)
    {
        if (name.Length > LongestName || !diagnostics.WantsSuggestions)
            return null;
        return Suggestions.Nearest(name, candidates.Take(MostCandidates));
    }
}
