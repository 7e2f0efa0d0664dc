using System.Net.Sockets;
using System.Text;

namespace Foray.Sites.Ssh.Multiplexing;

/// <summary>The end of what a session writes to standard error: at most the last 64 KiB.</summary>
internal sealed class ErrorTail
{
    private const int Limit = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly List<byte> _bytes = [];

    public string Text
    {
        get
        {
            lock (_gate)
                return Encoding.UTF8.GetString([.. _bytes.Skip(_bytes.Count - Limit)]);
        }
    }

    /// <summary>Reads until the stream ends or is closed.</summary>
    public async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) is var count and > 0)
                Add(buffer.AsSpan(0, count));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _bytes.AddRange(bytes);
            if (_bytes.Count > 2 * Limit)
                _bytes.RemoveRange(0, _bytes.Count - Limit);
        }
    }
}
