using System.Net;
using System.Net.Sockets;

namespace Foray.Web;

/// <summary>
/// A port of this computer alone that is open before there is a server: connections wait there, and the first one tells that a server is wanted, which takes the port over by
/// <see cref="WebOptions.Open"/>. Nothing of ASP.NET is loaded until then.
/// </summary>
public sealed class OpenPort : IDisposable
{
    /// <summary>Connections that may wait; as many as Kestrel has.</summary>
    private const int MostWaiting = 512;

    private readonly Socket _socket;
    private Socket? _first;

    private OpenPort(Socket socket) => _socket = socket;

    /// <summary>Its address, with the port that it got.</summary>
    public Uri Address => new($"http://{EndPoint}");

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Opens a free port on 127.0.0.1.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The computer has none (FORAY399).</exception>
    public static OpenPort Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen(MostWaiting);
            return new OpenPort(socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw WebErrors.NotListening($"{IPAddress.Loopback}", exception.Message, exception);
        }
    }

    /// <summary>Waits until somebody connects. The connection is kept for the server.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => _first ??= await _socket.AcceptAsync(cancellationToken);

    /// <summary>Closes it, and breaks connections off that no server has taken.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        Interlocked.Exchange(ref _first, null)?.Dispose();
    }

    /// <summary>The next connection, the one that was waited for first.</summary>
    internal ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _first, null) is { } first ? ValueTask.FromResult(first) : _socket.AcceptAsync(cancellationToken);
}
