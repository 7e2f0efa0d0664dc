using System.Text;

namespace Foray.Runners.Programs;

/// <summary>A file of this computer that may be a program.</summary>
internal static class ProgramFile
{
    private const int LongestFirstLine = 256;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>True for a file that somebody may execute.</summary>
    public static bool IsExecutable(string path) => File.Exists(path) && (ModeOf(path) & Executable) != 0;

    /// <summary>True for an executable file whose content is that of a program: a script with <c>#!</c>, or a binary of Linux or macOS, and no library.</summary>
    public static bool IsProgram(string path)
    {
        if (!IsExecutable(path) || IsLibrary(Path.GetFileName(path)))
            return false;
        var head = ReadHead(path);
        return head is [(byte)'#', (byte)'!', ..] || IsBinary(head);
    }

    /// <summary>The program that interprets a script, or the one that <c>env</c> finds for it; null where the file is no script.</summary>
    public static string? FindInterpreter(string path)
    {
        var head = ReadHead(path);
        if (head is not [(byte)'#', (byte)'!', ..])
            return null;
        // A line that ends as Windows' do has a carriage return as a part of the interpreter's name.
        var line = Encoding.UTF8.GetString(head)[2..].Split('\n')[0];
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var isEnv = words.Length > 1 && Path.GetFileName(words[0]) == "env";
        return words.Length == 0 ? null : isEnv ? words.Skip(1).FirstOrDefault(word => !word.StartsWith('-') && !word.Contains('=')) : words[0];
    }

    private static UnixFileMode ModeOf(string path)
    {
        // A link has the mode of what it leads to.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return File.GetUnixFileMode(target);
    }

    private static bool IsLibrary(string name) => name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal);

    // ELF, and Mach-O of one or of several architectures.
    private static bool IsBinary(ReadOnlySpan<byte> head) => head is
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..];

    private static byte[] ReadHead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[LongestFirstLine];
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
