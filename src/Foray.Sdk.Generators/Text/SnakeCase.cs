using System.Text;

namespace Foray.Sdk.Generators.Text;

/// <summary>Names of options and enum values as users write them.</summary>
internal static class SnakeCase
{
    /// <summary>True for ASCII letters and digits beginning with a capital, the only names whose snake_case says the same.</summary>
    public static bool CanWrite(string name) =>
        name.Length > 0 && IsUpper(name[0]) && name.All(character => IsUpper(character) || IsLower(character) || IsDigit(character));

    /// <summary>Writes <c>ConfigExtraVM</c> as <c>config_extra_vm</c>: a word begins at a capital after a small letter or digit, or before a small letter.</summary>
    public static string Write(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && IsUpper(name[i]) && (!IsUpper(name[i - 1]) || (i + 1 < name.Length && IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>True for words of small ASCII letters and digits with one <c>_</c> between them, beginning with a letter.</summary>
    public static bool IsWritten(string key) =>
        key.Length > 0 && IsLower(key[0]) && key.Split('_').All(word => word.Length > 0 && word.All(character => IsLower(character) || IsDigit(character)));

    private static bool IsUpper(char character) => character is >= 'A' and <= 'Z';

    private static bool IsLower(char character) => character is >= 'a' and <= 'z';

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
