using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Feeds;
using Microsoft.Win32.SafeHandles;

namespace Foray.Stations.Client;

/// <summary>A file that a feed is listened into, a line for each entry (see <see cref="FeedLine"/>). A listener that was killed goes on where its last whole line says; what is after that is cut off.</summary>
public sealed class FeedFile : IDisposable
{
    private const int BlockSize = 64 * 1024;
    private const byte LineEnd = (byte)'\n';

    private readonly string _path;
    private readonly string _instance;
    private readonly string _feed;
    private readonly SafeFileHandle _file;
    private long _length;

    private FeedFile(string path, string instance, string feed, SafeFileHandle file)
    {
        (_path, _instance, _feed, _file) = (path, instance, feed, file);
        CheckBeginning();
        var end = LineEndBefore(RandomAccess.GetLength(file));
        Position = end == 0 ? null : ReadPosition(LineEndBefore(end - 1), end);
        _length = end;
        if (RandomAccess.GetLength(file) != end)
            RandomAccess.SetLength(file, end);
    }

    /// <summary>Where the last whole line is from; null where there is none.</summary>
    public FeedPosition? Position { get; }

    /// <summary>Opens a file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="instance">Instance id of the agent.</param>
    /// <param name="feed">Name of the feed.</param>
    /// <exception cref="DiagnosticException">The file is not one of this feed, or another listener has it (FORAY227); it has not been changed.</exception>
    /// <exception cref="IOException">It cannot be used.</exception>
    public static FeedFile Open(string path, string instance, string feed)
    {
        if (File.Exists(path) && !Storage.RegularFile.Is(path))
            throw ClientErrors.File(path, "it is no file that can be gone on with, but a pipe or a device");
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.Message.Contains("used by another process", StringComparison.Ordinal))
        {
            throw ClientErrors.File(path, "another process has it open");
        }

        try
        {
            return new FeedFile(path, instance, feed, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends an entry's line; when this returns, it survives the end of the process.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Append(HeardEntry entry)
    {
        var line = FeedLine.Write(_instance, _feed, entry);
        RandomAccess.Write(_file, line, _length);
        _length += line.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Also where the first line was cut off, so that nothing is cut off of a file that is somebody else's.</summary>
    private void CheckBeginning()
    {
        var expected = FeedLine.Beginning(_instance, _feed);
        var found = Read(0, Math.Min(RandomAccess.GetLength(_file), expected.Length));
        if (!expected.AsSpan().StartsWith(found))
            throw ClientErrors.File(_path, $"it does not begin with a line of the feed '{_feed}' of '{_instance}'");
    }

    /// <summary>Position after the last line break before an end; 0 where there is none.</summary>
    private long LineEndBefore(long end)
    {
        while (end > 0)
        {
            var start = Math.Max(0, end - BlockSize);
            if (Read(start, end - start).AsSpan().LastIndexOf(LineEnd) is >= 0 and var at)
                return start + at + 1;
            end = start;
        }

        return 0;
    }

    private FeedPosition ReadPosition(long start, long end)
    {
        try
        {
            if (JsonNode.Parse(Read(start, end - start)) is JsonObject line
                && line["instance"]?.GetValue<string>() == _instance && line["feed"]?.GetValue<string>() == _feed
                && line["log"] is JsonValue log && line["sequence"] is JsonValue sequence
                && FeedPosition.TryParse($"{log.GetValue<string>()}-{sequence.GetValue<long>()}") is { } position)
                return position;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Told below.
        }

        throw ClientErrors.File(_path, $"its last line is not one of the feed '{_feed}' of '{_instance}'");
    }

    private byte[] Read(long start, long length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(_file, bytes.AsSpan(read), start + read) is var count and > 0)
            read += count;
        return bytes[..read];
    }
}
