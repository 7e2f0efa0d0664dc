using System.Security.Cryptography;
using System.Text;

namespace Foray.Experiments;

/// <summary>Names for files and folders made from names that users chose.</summary>
internal static class FileNames
{
    private const int Longest = 80;

    /// <summary>A name that is safe as one part of a path: the name itself where it is, else shortened and with a hash, so that different names stay different.</summary>
    public static string From(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var character in name)
            safe.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '=' or ',' or '-' ? character : '_');
        if (safe.Length > 0 && safe[0] == '.')
            safe[0] = '_';
        if (safe.ToString() == name && name.Length is > 0 and <= Longest)
            return name;
        return safe.ToString(0, Math.Min(safe.Length, Longest)) + "-" + Hash(name, 8);
    }

    /// <summary>The first hexadecimal digits of a text's SHA-256.</summary>
    public static string Hash(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
