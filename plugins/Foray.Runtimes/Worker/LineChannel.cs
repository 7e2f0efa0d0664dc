using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Foray.Runtimes.Worker;

/// <summary>Lines between the worker and its station. A thread of its own reads, so that the end of input ends the worker whatever the program does.</summary>
internal sealed class LineChannel : IDisposable
{
    /// <summary>Bytes of the longest line.</summary>
    private const int LongestLine = 96 << 20;

    /// <summary>EX_SOFTWARE: the station broke the protocol.</summary>
    private const int Breach = 70;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FileStream _input = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly FileStream _output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly BlockingCollection<string> _lines = [];
    private readonly byte[] _chunk = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>Begins to read.</summary>
    public void Listen() => new Thread(Read) { IsBackground = true }.Start();

    /// <summary>Waits for the next line; it is JSON.</summary>
    public string Receive() => _lines.Take();

    /// <summary>Sends a line.</summary>
    /// <param name="text">JSON without line breaks.</param>
    /// <exception cref="ArgumentException">The line is longer than a station takes.</exception>
    public void Send(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length) + 1];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        if (length >= LongestLine)
            throw new ArgumentException($"a message of {length} bytes is longer than the {LongestLine} that a station takes");
        bytes[length] = (byte)'\n';
        _output.Write(bytes.AsSpan(0, length + 1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _lines.Dispose();
    }

    /// <summary>Ends the worker, as neither side trusts one that breaks the protocol.</summary>
    public static void EndForBreach(string what)
    {
        using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"spoke no bastion protocol: {what}\n"));
        Environment.Exit(Breach);
    }

    private void Read()
    {
        try
        {
            while (ReadLine() is { } line)
                _lines.Add(line);
            Environment.Exit(0);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or DecoderFallbackException)
        {
            EndForBreach(exception.Message);
        }
    }

    private string? ReadLine()
    {
        using var line = new MemoryStream();
        while (true)
        {
            var rest = _chunk.AsSpan(_start, _end - _start);
            var stop = rest.IndexOf((byte)'\n');
            line.Write(stop < 0 ? rest : rest[..stop]);
            if (line.Length > LongestLine)
                throw new InvalidDataException("a line is too long");
            if (stop >= 0)
            {
                _start += stop + 1;
                return Check(line.GetBuffer().AsSpan(0, (int)line.Length));
            }

            (_start, _end) = (0, _input.Read(_chunk));
            if (_end == 0)
                return null;
        }
    }

    private static string Check(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1000 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new InvalidDataException("a line is no JSON object");
        while (reader.Read())
        {
        }

        return Utf8.GetString(line);
    }
}
