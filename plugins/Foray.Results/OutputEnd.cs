using System.Text;

namespace Foray.Results;

/// <summary>The end of what a test wrote.</summary>
internal static class OutputEnd
{
    private const int Most = 4096;

    /// <summary>The last 4 KiB of a file as plain text; null where there is none, nothing in it, or it cannot be read.</summary>
    public static string? Of(string path)
    {
        try
        {
            return IsReadable(path) ? Read(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Pipes and devices have no length, and may have no end; what a link leads to is not the test's.</summary>
    private static bool IsReadable(string path) => File.Exists(path) && new FileInfo(path) is { LinkTarget: null, Length: > 0 };

    private static string? Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var whole = file.Length;
        var length = (int)Math.Min(whole, Most);
        file.Seek(whole - length, SeekOrigin.Begin);
        var bytes = new byte[length];
        var end = bytes.AsSpan(0, file.ReadAtLeast(bytes, length, throwOnEndOfStream: false));
        while (whole > Most && end.Length > 0 && (end[0] & 0b1100_0000) == 0b1000_0000)
            end = end[1..];
        return end.IsEmpty ? null : PlainText.Of(Encoding.UTF8.GetString(end));
    }
}
