using System.Globalization;
using Foray.Sdk.Machines;

namespace Foray.Sites.Local;

/// <summary>The files of one command; wrapper.sh tells what they hold.</summary>
internal readonly record struct LocalTask(string Folder)
{
    /// <summary>What a command leaves.</summary>
    public static readonly IReadOnlyList<string> Outputs = ["stdout", "stderr", "metrics"];

    public string Script => $"{Folder}/script";

    public string Metrics => $"{Folder}/metrics";

    /// <summary>True where command lines that were waited for have run under this id.</summary>
    public bool HasExecutions => File.Exists(Executions);

    /// <summary>True where there is anything of this id.</summary>
    public bool IsKnown => File.Exists(Script) || HasExecutions;

    private string Executions => $"{Folder}/executions";

    private string Pid => $"{Folder}/pid";

    private string Exit => $"{Folder}/exit";

    /// <summary>Number of the process that leads the command; null before its record is complete.</summary>
    public int? ReadPid() => ReadRecord(Pid) is { } record ? int.Parse(record.AsSpan(0, record.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) : null;

    /// <summary>Notes that command lines run under this id, so that what is left of them is ended with it.</summary>
    public void NoteExecution()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Executions, "");
    }

    /// <summary>The end of a command that does not run any more.</summary>
    public CommandEnd ReadEnd()
    {
        int? code = ReadRecord(Exit) is { } record ? int.Parse(record, CultureInfo.InvariantCulture) : null;
        if (!File.Exists(Pid))
            return new CommandEnd(code, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        var started = File.GetLastWriteTimeUtc(Pid);
        var last = code is null ? LastSign(started) : File.GetLastWriteTimeUtc(Exit);
        return new CommandEnd(code, started, last - started);
    }

    /// <summary>
    /// Moves all files of an ended command to where they are kept, and leaves a link to them, by which the command is still found. Making and deleting
    /// files again and again is what a short command costs most: some file systems pass over what was deleted lately, one inode after the other.
    /// </summary>
    /// <returns>False, and nothing is changed, where the command still runs, was moved before, or the place is taken or on another disk.</returns>
    public bool TryMoveTo(string target)
    {
        if (ReadRecord(Exit) is null || Path.Exists(target) || new DirectoryInfo(Folder).LinkTarget is not null)
            return false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(Folder, target);
        }
        catch (IOException)
        {
            return false;
        }

        Directory.CreateSymbolicLink(Folder, target);
        return true;
    }

    private DateTime LastSign(DateTime started)
    {
        var folder = Folder;
        return Outputs.Select(name => $"{folder}/{name}").Where(File.Exists).Select(File.GetLastWriteTimeUtc).Append(started).Max();
    }

    // Null without its line feed: then it was never finished.
    private static string? ReadRecord(string path)
    {
        Span<byte> bytes = stackalloc byte[128];
        int length;
        try
        {
            using var file = File.OpenHandle(path);
            length = RandomAccess.Read(file, bytes, 0);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return length > 0 && bytes[length - 1] == '\n' ? System.Text.Encoding.ASCII.GetString(bytes[..(length - 1)]) : null;
    }
}
