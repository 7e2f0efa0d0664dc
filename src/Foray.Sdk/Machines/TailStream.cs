namespace Foray.Sdk.Machines;

/// <summary>Reads another stream and remembers the last bytes that came.</summary>
internal sealed class TailStream(Stream source, int kept) : ReadingStream
{
    private byte[] _tail = [];

    public ReadOnlySpan<byte> Tail => _tail;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        Remember(buffer[..count]);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..count]);
        return count;
    }

    private void Remember(ReadOnlySpan<byte> read)
    {
        if (read.Length >= kept)
            _tail = read[^kept..].ToArray();
        else if (read.Length > 0)
            _tail = [.. _tail.AsSpan(Math.Max(0, _tail.Length + read.Length - kept)), .. read];
    }
}
