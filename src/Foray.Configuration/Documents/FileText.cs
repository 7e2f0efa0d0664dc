using System.Text;
using System.Text.Unicode;
using Foray.Sdk.Diagnostics;

namespace Foray.Configuration.Documents;

/// <summary>The text of a file, or why there is none.</summary>
internal static class FileText
{
    /// <summary>Largest file that is read: 10 MiB.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>The bytes of a file; null, with a problem, where they cannot be had.</summary>
    public static byte[]? Load(string path, out Diagnostic? problem)
    {
        problem = null;
        var place = new Place(path, 0, 0);
        try
        {
            if (Directory.Exists(path))
                problem = Diagnostic.Error(ConfigurationCodes.UnreadableFile, place, $"{Name(path)} is a folder", "name the file in it");
            else if (!File.Exists(path))
                problem = Diagnostic.Error(ConfigurationCodes.MissingFile, place, $"the file {Name(path)} does not exist", "give the path of an existing file");
            else
                return Load(path, place, out problem);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = Diagnostic.Error(ConfigurationCodes.UnreadableFile, place, $"the file {Name(path)} cannot be read: {error.Message.TrimEnd('.')}",
                "see that you may read it");
        }

        return null;
    }

    /// <summary>Decodes UTF-8, with or without a byte order mark; null, with a problem, where it is something else.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string path, out Diagnostic? problem)
    {
        problem = null;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problem = Diagnostic.Error(ConfigurationCodes.BadEncoding, new Place(path, 1, 1), "the file is UTF-16, not UTF-8", "save it as UTF-8");
            return null;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes))
        {
            problem = InvalidByte(bytes, path);
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        problem = ControlCharacter(text, path);
        return problem is null ? text : null;
    }

    private static byte[]? Load(string path, Place place, out Diagnostic? problem)
    {
        problem = null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (stream.CanSeek && stream.Length > MostBytes)
        {
            problem = TooBig(path, place, stream.Length);
            return null;
        }

        var bytes = new byte[stream.CanSeek && stream.Length > 0 ? (int)stream.Length + 1 : MostBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > MostBytes)
            problem = TooBig(path, place, count);
        return problem is null ? bytes[..count] : null;
    }

    private static Diagnostic TooBig(string path, Place place, long size) =>
        Diagnostic.Error(ConfigurationCodes.UnreadableFile, place, $"the file {Name(path)} has {size} bytes; the limit is {MostBytes} (10 MiB)",
            "move what is not configuration into files of its own");

    private static Diagnostic InvalidByte(ReadOnlySpan<byte> bytes, string path)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;
        var (line, column) = SourceText.Locate(Encoding.UTF8.GetString(bytes[..valid]));
        return Diagnostic.Error(ConfigurationCodes.BadEncoding, new Place(path, line, column),
            $"the byte 0x{bytes[valid]:X2} is not valid UTF-8", "save the file as UTF-8");
    }

    /// <summary>YAML forbids these, and the parser takes a NUL for the end of the file.</summary>
    private static Diagnostic? ControlCharacter(string text, string path)
    {
        var at = First(First(text.AsSpan().IndexOfAnyInRange('\0', '\b'), text.AsSpan().IndexOfAnyInRange('\v', '\f')),
            First(text.AsSpan().IndexOfAnyInRange('\u000E', '\u001F'), text.AsSpan().IndexOf('\u007F')));
        if (at < 0)
            return null;
        var (line, column) = SourceText.Locate(text.AsSpan(0, at));
        return Diagnostic.Error(ConfigurationCodes.BadEncoding, new Place(path, line, column),
            $"the control character U+{(int)text[at]:X4} is not allowed in YAML", "remove it; in double quotes it can be written as an escape");
    }

    private static int First(int left, int right) => left < 0 ? right : right < 0 ? left : Math.Min(left, right);

    private static string Name(string path) => $"'{path}'";
}
