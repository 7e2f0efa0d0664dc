using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foray.Backends.Prometheus;

/// <summary>Answers <c>GET /metrics</c> with a page, and nothing else: a request a connection, as much of HTTP/1.1 (RFC 9112) as that takes.</summary>
internal sealed class ScrapeServer(IPEndPoint endpoint, Func<string> render, TimeProvider time) : IAsyncDisposable
{
    private const int LongestRequest = 8192;
    private const string Path = "/metrics";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener = new(endpoint);
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>The page's address.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}{Path}";

    /// <exception cref="SocketException">The port cannot be had.</exception>
    public void Start()
    {
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Ends the listening, and the answers that are being given.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A connection that was given up before it was taken, or the end.
            }

            serving.RemoveAll(task => task.IsCompleted);
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new NetworkStream(socket, ownsSocket: true);
        using var expiry = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, _stopping.Token);
        try
        {
            var answer = Answer(await ReadRequestLineAsync(connection, either.Token));
            await connection.WriteAsync(answer, either.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Whoever asked is gone, or too slow.
        }
    }

    /// <summary>The first line of a request, whose headers are read and not looked at; empty where it is too long.</summary>
    private static async Task<string> ReadRequestLineAsync(NetworkStream connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await connection.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            var request = buffer.AsSpan(0, length);
            if (request.IndexOf("\r\n\r\n"u8) >= 0)
                return Encoding.Latin1.GetString(request[..request.IndexOf("\r\n"u8)]);
            if (read == 0)
                break;
        }

        return "";
    }

    private byte[] Answer(string requestLine) => requestLine.Split(' ') switch
    {
        ["GET", var target, _] when IsPage(target) => Response("200 OK", PrometheusText.MediaType, render(), withBody: true),
        ["HEAD", var target, _] when IsPage(target) => Response("200 OK", PrometheusText.MediaType, render(), withBody: false),
        ["GET" or "HEAD", _, _] => Response("404 Not Found", "text/plain", $"metrics are at {Path}\n", withBody: true),
        [_, _, _] => Response("405 Method Not Allowed", "text/plain", "only GET\n", withBody: true),
        _ => Response("400 Bad Request", "text/plain", "not a request\n", withBody: true),
    };

    private static bool IsPage(string target) => target.Split('?')[0] == Path;

    private static byte[] Response(string status, string mediaType, string text, bool withBody)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {mediaType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        return withBody ? [.. head, .. body] : head;
    }
}
