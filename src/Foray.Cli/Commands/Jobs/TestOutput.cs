using System.Text;
using Foray.Sdk.Jobs;
using Foray.Storage;

namespace Foray.Cli.Commands.Jobs;

/// <summary>What a test wrote.</summary>
internal static class TestOutput
{
    private const int MostBytes = 4096;
    private const int MostLines = 10;

    /// <summary>The last lines of its standard error, or of its standard output where that is empty; reads no more than the end of the file.</summary>
    public static IReadOnlyList<string> EndOf(string jobFolder, TestResult test)
    {
        if (test.Folder is null)
            return [];
        foreach (var name in new[] { "stderr", "stdout" })
        {
            var lines = LastLines(Path.Combine(jobFolder, test.Folder, name));
            if (lines.Count > 0)
                return lines;
        }

        return [];
    }

    private static List<string> LastLines(string path)
    {
        if (!File.Exists(path) || !RegularFile.Is(path) || new FileInfo(path).LinkTarget is not null)
            return [];
        using var file = File.OpenRead(path);
        var start = Math.Max(0, file.Length - MostBytes);
        file.Seek(start, SeekOrigin.Begin);
        var bytes = new byte[MostBytes];
        var text = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (start > 0 && text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            text = text[(end + 1)..]; // the first line is a part of one
        return [.. text.TrimEnd().Split('\n').TakeLast(MostLines).Select(line => JobText.Clean(line.TrimEnd('\r'))).SkipWhile(line => line.Length == 0)];
    }
}
