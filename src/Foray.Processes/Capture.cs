using System.Text;

namespace Foray.Processes;

/// <summary>What a child printed to one stream; at most the last <c>limit</c> bytes.</summary>
internal sealed class Capture(PipeEnd pipe, int limit)
{
    private const int ReadSize = 64 * 1024;
    private const int LateLimit = 1024 * 1024;
    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private int _length;

    /// <summary>All that has been read so far, as UTF-8.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return Encoding.UTF8.GetString(Last());
        }
    }

    /// <summary>Reads until the stream ends; after <paramref name="expired"/> only what lies in the pipe already.</summary>
    public async Task ReadAsync(CancellationToken expired)
    {
        var buffer = new byte[ReadSize];
        try
        {
            while (await pipe.ReadAsync(buffer, expired) is var count and > 0)
                Append(buffer.AsSpan(0, count));
        }
        catch (OperationCanceledException)
        {
            ReadRest(buffer);
        }
        catch (ObjectDisposedException)
        {
            // The owner wants no more.
        }
    }

    private void ReadRest(byte[] buffer)
    {
        for (var total = 0; total < LateLimit && pipe.IsReady && pipe.Read(buffer) is var count and > 0; total += count)
            Append(buffer.AsSpan(0, count));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_length + bytes.Length > _bytes.Length)
                MakeRoom(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }
    }

    private void MakeRoom(int count)
    {
        var kept = _length > limit ? _bytes.AsSpan(_length - limit, limit) : _bytes.AsSpan(0, _length);
        var target = kept.Length + count <= _bytes.Length ? _bytes : new byte[2 * (kept.Length + count)];
        kept.CopyTo(target);
        (_bytes, _length) = (target, kept.Length);
    }

    private ReadOnlySpan<byte> Last()
    {
        const int ContinuationMask = 0xC0;
        const int Continuation = 0x80;
        var all = _bytes.AsSpan(0, _length);
        if (all.Length <= limit)
            return all;
        var last = all[^limit..];
        while (last.Length > 0 && (last[0] & ContinuationMask) == Continuation)
            last = last[1..];
        return last;
    }
}
