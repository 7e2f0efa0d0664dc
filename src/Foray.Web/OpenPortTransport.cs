using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Web;

/// <summary>Has Kestrel take its connections from a port that is open already.</summary>
internal sealed class OpenPortTransport(OpenPort port) : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new OpenPortListener(port, new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), NullLogger.Instance)));
}
