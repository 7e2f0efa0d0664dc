using System.Collections;

namespace Foray.Sites;

/// <summary>Foray's own environment, for programs that it starts.</summary>
internal static class OwnEnvironment
{
    /// <summary>All of it.</summary>
    public static Dictionary<string, string> All() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);

    /// <summary>All but Foray's settings and marks.</summary>
    public static Dictionary<string, string> WithoutForay() =>
        All().Where(variable => !variable.Key.StartsWith("FORAY_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
}
