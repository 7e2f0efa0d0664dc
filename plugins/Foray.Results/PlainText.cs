using System.Text;

namespace Foray.Results.JUnit;

/// <summary>Text that XML 1.0 allows.</summary>
internal static class XmlText
{
    private const int MostOfStderr = 4096;

    /// <summary>The text with every character that XML does not allow replaced by U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsSuspect))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is 9 or 10 or 13 or (>= 0x20 and not 0xFFFE and not 0xFFFF) ? rune : Rune.ReplacementChar);
        return clean.ToString();
    }

    /// <summary>The last 4 KiB of a file as text; null where there is none, or nothing in it.</summary>
    public static string? EndOf(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = File.OpenRead(path);
        var length = (int)Math.Min(file.Length, MostOfStderr);
        file.Seek(-length, SeekOrigin.End);
        var bytes = new byte[length];
        var end = bytes.AsSpan(0, file.ReadAtLeast(bytes, length, throwOnEndOfStream: false));
        while (file.Length > MostOfStderr && end.Length > 0 && (end[0] & 0b1100_0000) == 0b1000_0000)
            end = end[1..];
        return end.IsEmpty ? null : Encoding.UTF8.GetString(end);
    }

    private static bool IsSuspect(char character) => character < ' ' || char.IsSurrogate(character) || character >= '\uFFFE';
}
