namespace Foray.Sdk.Machines;

/// <summary>Text for a POSIX shell.</summary>
public static class ShellText
{
    /// <summary>One word that the shell takes as it is, whatever is in it.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>True for a name that the shell can give to a variable.</summary>
    public static bool IsVariableName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
