using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foray.Packages.Tests.Support;

/// <summary>A feed of NuGet's third protocol on a port of its own: service index, versions, packages, search, and what is listed.</summary>
internal sealed class FeedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<(Nupkg Package, byte[] Content)> _packages = [];

    public FeedServer(params IEnumerable<Nupkg> packages)
    {
        foreach (var package in packages)
            _packages.Add((package, package.Pack()));
        _listener.Start();
        _ = Serve();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/index.json";

    /// <summary>The lines of all requests and the header with the log-in, as they came.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Whether it tells which versions are listed; not every feed does.</summary>
    public bool HasRegistrations { get; set; } = true;

    /// <summary>Answers instead of the feed: a status, or null to say nothing for ever; 0 for the feed's own answer.</summary>
    public Func<string, string?, int?> Instead { get; set; } = (_, _) => 0;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Answer(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task Answer(TcpClient client)
    {
        try
        {
            using var connection = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync(_end.Token) ?? "").Split(' ') is [_, var requested, ..] ? requested : "";
            string? login = null;
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } header)
                login = header.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase) ? header["Authorization: ".Length..] : login;
            lock (Requests)
                Requests.Add($"{path} {login}".TrimEnd());
            var (status, content) = Instead(path, login) switch
            {
                null => await Silence(),
                0 => Content(path),
                var other => (other.Value, []),
            };
            var challenge = status == 401 ? "WWW-Authenticate: Basic realm=\"feed\"\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Answer\r\n{challenge}Content-Length: {content.Length}\r\nConnection: close\r\n\r\n"), _end.Token);
            await stream.WriteAsync(content, _end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client has gone, or the test has ended.
        }
    }

    private async Task<(int, byte[])> Silence()
    {
        await Task.Delay(Timeout.Infinite, _end.Token);
        return (0, []);
    }

    private (int Status, byte[] Content) Content(string path)
    {
        var parts = path.Split('?')[0].Trim('/').Split('/');
        return parts switch
        {
            ["index.json"] => Json($$"""
                {"version":"3.0.0","resources":[
                {"@id":"{{Url.Replace("index.json", "flat/", StringComparison.Ordinal)}}","@type":"PackageBaseAddress/3.0.0"},
                {"@id":"{{Url.Replace("index.json", "query", StringComparison.Ordinal)}}","@type":"SearchQueryService/3.5.0"}
                {{(HasRegistrations ? $$""",{"@id":"{{Url.Replace("index.json", "registrations/", StringComparison.Ordinal)}}","@type":"RegistrationsBaseUrl/3.6.0"}""" : "")}}]}
                """),
            ["registrations", var id, "index.json"] when Versions(id) is { Length: > 0 } versions => Json($$"""
                {"count":1,"items":[{"@id":"{{Url}}#page","count":{{versions.Length}},"lower":"{{versions[0]}}","upper":"{{versions[^1]}}","items":[{{string.Join(',', Named(id).Select(Registration))}}]}]}
                """),
            ["flat", var id, "index.json"] when Versions(id) is { Length: > 0 } versions => Json($$"""{"versions":[{{string.Join(',', versions.Select(version => $"\"{version}\""))}}]}"""),
            ["flat", var id, var version, _] when _packages.Find(entry => entry.Package.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && entry.Package.Version == version).Content is { } content => (200, content),
            ["query"] => Json($$"""{"totalHits":1,"data":[{{string.Join(',', _packages.Where(entry => !entry.Package.IsUnlisted && Fits(entry.Package, path)).Select(Hit))}}]}"""),
            _ => (404, []),
        };
    }

    private IEnumerable<Nupkg> Named(string id) => _packages.Select(entry => entry.Package).Where(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private string[] Versions(string id) => [.. Named(id).Select(package => package.Version)];

    private string Registration(Nupkg package) =>
        $$"""{"@id":"{{Url}}","packageContent":"{{Url}}","catalogEntry":{"@id":"{{Url}}","listed":{{(package.IsUnlisted ? "false" : "true")}},"id":"{{package.Id}}","version":"{{package.Version}}" } }""";

    private static bool Fits(Nupkg package, string query) => !query.Contains("packageType=", StringComparison.Ordinal) || package.PackageType is not null && query.Contains($"packageType={package.PackageType}", StringComparison.Ordinal);

    private static string Hit((Nupkg Package, byte[]) entry) =>
        $$"""{"id":"{{entry.Package.Id}}","version":"{{entry.Package.Version}}","description":"{{entry.Package.Description}}","versions":[{"version":"{{entry.Package.Version}}","downloads":1,"@id":"x"}]}""";

    private static (int, byte[]) Json(string text) => (200, Encoding.UTF8.GetBytes(text));
}
