using System.Text;

namespace Foray.Sdk.Machines;

/// <summary>Reads another stream up to a mark, and the line that follows the mark, and nothing beyond it.</summary>
internal sealed class MarkedStream(Stream source, string mark) : ReadingStream
{
    private const int ReadSize = 64 * 1024;

    private readonly byte[] _mark = Encoding.ASCII.GetBytes(mark);
    private readonly byte[] _buffer = new byte[ReadSize];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>What stands behind the mark, without its line feed; null where the mark has not come yet, or never came.</summary>
    public string? Behind { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var ready = Ready(out var isMark);
            if (ready > 0 || buffer.Length == 0)
                return Take(buffer.Span, ready);
            if (_isOver || (isMark && TakeMark()))
                return 0;
            await FillAsync(cancellationToken);
        }
    }

    // How many bytes lie before the mark for certain: the last ones may be its beginning.
    private int Ready(out bool isMark)
    {
        var there = _buffer.AsSpan(_start, _end - _start);
        var found = there.IndexOf(_mark);
        isMark = found >= 0;
        if (isMark || _isOver)
            return Behind is not null ? 0 : isMark ? found : there.Length;
        for (var length = Math.Min(_mark.Length - 1, there.Length); length > 0; length--)
            if (there.EndsWith(_mark.AsSpan(0, length)))
                return there.Length - length;
        return there.Length;
    }

    private int Take(Span<byte> buffer, int ready)
    {
        var count = Math.Min(buffer.Length, ready);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    // True where the line behind the mark is there as well.
    private bool TakeMark()
    {
        var line = _buffer.AsSpan(_start + _mark.Length, _end - _start - _mark.Length);
        var end = line.IndexOf((byte)'\n');
        if (end < 0)
            return false;
        Behind = Encoding.ASCII.GetString(line[..end]);
        return _isOver = true;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        _isOver = count == 0;
    }
}
