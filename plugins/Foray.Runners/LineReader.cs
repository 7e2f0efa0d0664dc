using System.Runtime.CompilerServices;
using System.Text;

namespace Foray.Runners;

/// <summary>Lines of what a program printed, which may be huge and hold any bytes: of a long line only the beginning is kept, and what is no UTF-8 is replaced.</summary>
internal static class LineReader
{
    /// <summary>Most bytes of a line that are kept.</summary>
    public const int LongestLine = 4096;

    private const int BufferSize = 64 * 1024;

    /// <summary>Reads a file; there are no lines where it is not there.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            yield break;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await foreach (var line in ReadAsync(file, cancellationToken))
            yield return line;
    }

    /// <summary>Reads a stream to its end. A line ends with a line feed, with or without a carriage return before it.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var line = new byte[LongestLine];
        var (kept, isOpen) = (0, false);
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            for (var start = 0; start < count;)
            {
                var feed = Array.IndexOf(buffer, (byte)'\n', start, count - start);
                var end = feed < 0 ? count : feed;
                var taken = Math.Min(end - start, LongestLine - kept);
                Array.Copy(buffer, start, line, kept, taken);
                (kept, isOpen, start) = (kept + taken, feed < 0, end + 1);
                if (isOpen)
                    continue;
                yield return TextOf(line.AsSpan(0, kept));
                kept = 0;
            }
        }

        if (isOpen)
            yield return TextOf(line.AsSpan(0, kept));
    }

    private static string TextOf(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line is [.. var start, (byte)'\r'] ? start : line);
}
