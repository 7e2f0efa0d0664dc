namespace Foray.Stations.Programs.Bastion;

/// <summary>The lines that a worker sends.</summary>
internal sealed class BastionLines(Stream stream)
{
    /// <summary>Longest line in bytes, its end not counted: 96 MiB.</summary>
    public const int Longest = 96 << 20;

    private const int SmallBuffer = 16 << 10;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null where the stream has ended, even in the middle of a line.</summary>
    /// <returns>Bytes that are valid until the next call.</returns>
    /// <exception cref="BastionBreachException">The line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(searched + length);
            searched = _end - _start;
            if (searched > Longest)
                throw new BastionBreachException($"a line of more than {Longest} bytes");
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return null;
            _end += read;
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + 1;
        return line;
    }

    /// <summary>Keeps what was not taken yet. A buffer that a long line needed is not kept for short ones.</summary>
    private void MakeRoom()
    {
        var kept = _end - _start;
        if (_start == 0 && _end < _buffer.Length)
            return;
        var size = kept < _buffer.Length / 2 ? Math.Max(SmallBuffer, Math.Min(_buffer.Length, kept * 2)) : _buffer.Length * 2;
        var target = size == _buffer.Length ? _buffer : new byte[size];
        _buffer.AsSpan(_start, kept).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, kept);
    }
}
