using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Foray.Web;

/// <summary>Hands the connections of an open port to Kestrel.</summary>
internal sealed class OpenPortListener(OpenPort port, SocketConnectionContextFactory connections) : IConnectionListener
{
    public EndPoint EndPoint { get; } = port.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var socket = await port.AcceptAsync(cancellationToken);
                socket.NoDelay = true;
                return connections.Create(socket);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                // The port was closed: null tells Kestrel so.
                return null;
            }
            catch (SocketException)
            {
                // A client left before it was let in.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        port.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        port.Dispose();
        connections.Dispose();
        return ValueTask.CompletedTask;
    }
}
