using System.Text;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Reads the first lines of a stream that others go on with.</summary>
/// <param name="stream">The stream.</param>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _length;

    /// <summary>True where nothing was read beyond the last line.</summary>
    public bool IsAtEndOfLine => _length == 0;

    /// <summary>The next line; null where the stream ends before it does, or it is longer than 4096 bytes.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _length).IndexOf((byte)'\n')) < 0)
        {
            var count = _length == LongestLine ? 0 : await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (count == 0)
                return null;
            _length += count;
        }

        var line = Encoding.UTF8.GetString(_buffer, 0, end);
        _length -= end + 1;
        _buffer.AsSpan(end + 1, _length).CopyTo(_buffer);
        return line;
    }
}
