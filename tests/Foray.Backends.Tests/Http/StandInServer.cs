using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Foray.Backends.Tests.Http;

/// <summary>A server on loopback that keeps every request, and answers as it is told.</summary>
internal sealed class StandInServer : IDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly HttpListener _listener;

    public StandInServer(Func<RecordedRequest, StandInAnswer?> answer)
    {
        Answer = answer;
        (_listener, Url) = Listen();
        _ = Task.Run(ServeAsync);
    }

    public string Url { get; }

    /// <summary>Answers a request; null for no answer at all.</summary>
    public Func<RecordedRequest, StandInAnswer?> Answer { get; set; }

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>A port that nobody listens on, and that the system gives to nobody who asks for any: a server that is started again still finds it free.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(url + "/");
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var request = await RecordAsync(context.Request);
                _requests.Enqueue(request);
                if (Answer(request) is not { } answer)
                    continue;
                context.Response.StatusCode = answer.Status;
                context.Response.ContentLength64 = answer.Body.Length;
                await context.Response.OutputStream.WriteAsync(answer.Body);
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The one who asked is gone, or the server is closed.
            }
        }
    }

    private static async Task<RecordedRequest> RecordAsync(HttpListenerRequest request)
    {
        var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var headers = request.Headers.AllKeys.OfType<string>().ToDictionary(name => name, name => request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
        return new RecordedRequest(request.HttpMethod, request.RawUrl!, headers, body.ToArray());
    }
}
