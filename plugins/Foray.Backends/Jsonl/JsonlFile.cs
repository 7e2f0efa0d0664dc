using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Foray.Backends.Jsonl;

/// <summary>A file of lines that is only appended to. What a killed process has left of a last line is cut off when the file is opened again.</summary>
internal sealed class JsonlFile : IDisposable
{
    private const int Version = 1;

    private static readonly byte[] Header = Encoding.UTF8.GetBytes($$"""{"format":{{Version}},"content":"foray.metrics"}""" + "\n");

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly Dictionary<string, long> _last = [];

    private JsonlFile(FileStream @lock, FileStream file) => (_lock, _file) = (@lock, file);

    /// <summary>Opens a file, or makes it, for this process alone.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process has it.</exception>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is of another kind, or of a newer version.</exception>
    public static JsonlFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The lock is on a file of its own, so that anybody may read the lines.
        var @lock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var file = new JsonlFile(@lock, stream);
            file.Recover();
            return file;
        }
        catch
        {
            stream?.Dispose();
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Sequence of the last metric of a run in the file; 0 for none.</summary>
    public long LastOf(string run) => _last.GetValueOrDefault(run);

    /// <summary>Appends lines in one go: all of them, or none where they cannot be written.</summary>
    /// <param name="lines">The lines, each with its line feed.</param>
    /// <param name="positions">Run and sequence of each.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> lines, IEnumerable<(string Run, long Sequence)> positions)
    {
        Write(lines);
        foreach (var position in positions)
            Note(position);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private void Recover()
    {
        var (line, sound, isFirst) = (new ArrayBufferWriter<byte>(), 0L, true);
        var buffer = new byte[1 << 16];
        for (int length; (length = _file.Read(buffer)) > 0;)
        {
            var rest = buffer.AsSpan(0, length);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                line.Write(rest[..end]);
                Take(line.WrittenSpan, isFirst);
                (sound, isFirst) = (sound + line.WrittenCount + 1, false);
                line.ResetWrittenCount();
            }

            line.Write(rest);
        }

        if (isFirst && !Header.AsSpan().StartsWith(line.WrittenSpan))
            throw BackendErrors.ForeignFileFound(JsonlBackend.Kind, _file.Name, "is no file of metrics");
        _file.SetLength(sound);
        _file.Position = sound;
        if (sound == 0)
            Write(Header);
    }

    private void Take(ReadOnlySpan<byte> line, bool isFirst)
    {
        try
        {
            if (isFirst)
                CheckHeader(line);
            else
                Note(JsonlLine.PositionOf(line));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw BackendErrors.ForeignFileFound(JsonlBackend.Kind, _file.Name, "has a line that is no metric");
        }
    }

    private void Note((string Run, long Sequence) position) => _last[position.Run] = Math.Max(LastOf(position.Run), position.Sequence);

    private void CheckHeader(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual(Header.AsSpan(0, Header.Length - 1)))
            return;
        var reader = new Utf8JsonReader(line);
        var root = JsonElement.ParseValue(ref reader);
        var isNewer = root.TryGetProperty("content", out var content) && content.ValueEquals("foray.metrics") && root.GetProperty("format").GetInt32() > Version;
        throw BackendErrors.ForeignFileFound(
            JsonlBackend.Kind, _file.Name, isNewer ? $"has format {root.GetProperty("format")}, and this Foray writes {Version}" : "is no file of metrics");
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var length = _file.Position;
        try
        {
            _file.Write(bytes);
        }
        catch (IOException)
        {
            _file.SetLength(length);
            _file.Position = length;
            throw;
        }
    }
}
