using System.Text.RegularExpressions;

namespace Foray.Sdk.Agents;

/// <summary>The rules for names of agents' parts, which are those of OCS.</summary>
public static partial class AgentNames
{
    /// <summary>Longest name: 255 characters.</summary>
    public const int Longest = 255;

    /// <summary>True for the name of an operation, a parameter, a feed or a block: ASCII letters, digits and <c>_</c>.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>True for the name of a field of a feed: as the others, and a letter comes before any digit.</summary>
    public static bool IsValidField(string name) => name.Length <= Longest && Field().IsMatch(name);

    [GeneratedRegex(@"^_*[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex Field();
}
