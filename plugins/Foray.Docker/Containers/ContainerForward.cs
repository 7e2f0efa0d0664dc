using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Docker.Containers;

/// <summary>Listens on this computer's loopback, and gives each connection a relay in the container.</summary>
internal sealed class ContainerForward : IPortForward
{
    private readonly Func<CancellationToken, Task<IPipedProcess>> _open;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _disposing = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = [];
    private readonly Task _accepting;
    private int _disposed;

    /// <param name="open">Opens a relay.</param>
    public ContainerForward(Func<CancellationToken, Task<IPipedProcess>> open)
    {
        _open = open;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        LocalPort = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int LocalPort { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _disposing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _disposing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = ServeAsync(await _listener.AcceptAsync(_disposing.Token));
                _connections[connection] = true;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Nothing is forwarded any more.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var local = new NetworkStream(socket, ownsSocket: true);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token);
        try
        {
            await using var relay = await _open(ended.Token);
            var sending = SendAsync(local, relay.Input, ended.Token);
            await relay.Output.CopyToAsync(local, ended.Token);
            await ended.CancelAsync(); // the machine's side has said its last
            await sending;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or DiagnosticException or ObjectDisposedException)
        {
            // As with a server that is not there: the connection ends.
        }
    }

    private static async Task SendAsync(NetworkStream local, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await local.CopyToAsync(input, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            await input.DisposeAsync();
        }
    }
}
