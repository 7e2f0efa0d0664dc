using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Web.Tests;

public sealed class WebServerTests : IDisposable
{
    private const string Secret = "0123456789abcdef-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-web-").FullName;
    private readonly List<Exception> _failures = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WebOptions Local => new() { Port = 0, Failed = _failures.Add };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_tells_its_health_and_not_what_it_is_made_with()
    {
        await using var server = await WebServer.StartAsync(Local, Endpoints, Token);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, "OK"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task It_is_not_opened_to_others_without_a_token_and_a_certificate()
    {
        var token = BearerToken.Parse(Secret, "the test");
        using var certificate = ServerCertificate.Read(Certificates.WritePem(_folder));

        Assert.Contains("no token and no TLS", await RefusalAsync(Local with { Address = IPAddress.Any }, "FORAY396"), StringComparison.Ordinal);
        Assert.Contains("no TLS", await RefusalAsync(Local with { Address = IPAddress.IPv6Any, Token = token }, "FORAY396"), StringComparison.Ordinal);
        Assert.Contains("no token", await RefusalAsync(Local with { Address = IPAddress.Any, Certificate = certificate }, "FORAY396"), StringComparison.Ordinal);
        await using var server = await WebServer.StartAsync(Local with { Address = IPAddress.Any, Token = token, Certificate = certificate }, Endpoints, Token);
        Assert.Equal("https", server.Address.Scheme);
    }

    [Fact]
    public async Task A_server_with_a_token_answers_only_who_shows_it()
    {
        await using var server = await WebServer.StartAsync(Local with { Token = BearerToken.Parse(Secret, "the test") }, Endpoints, Token);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var without = await client.GetAsync(new Uri("/hello", UriKind.Relative), Token);
        using var health = await client.GetAsync(new Uri("/health", UriKind.Relative), Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret + "x");
        using var wrong = await client.GetAsync(new Uri("/hello", UriKind.Relative), Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", Secret);
        using var right = await client.GetAsync(new Uri("/hello", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        Assert.Contains("UNAUTHENTICATED", await without.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (right.StatusCode, health.StatusCode));
    }

    [Fact]
    public async Task A_server_with_a_certificate_speaks_TLS()
    {
        using var certificate = ServerCertificate.Read(Certificates.WritePem(_folder));
        await using var server = await WebServer.StartAsync(Local with { Certificate = certificate }, Endpoints, Token);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost" };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };

        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), Token));
    }

    [Theory]
    [InlineData("evil.example", null, 403)]
    [InlineData("evil.example:PORT", null, 403)]
    [InlineData("10.0.0.1:PORT", null, 403)]
    [InlineData("127.0.0.1:PORT", "https://evil.example", 403)]
    [InlineData("127.0.0.1:PORT", "null", 403)]
    [InlineData("127.0.0.1:PORT", "http://127.0.0.1:1", 403)]
    [InlineData("127.0.0.1:PORT", "http://127.0.0.1:PORT", 200)]
    [InlineData("localhost:PORT", null, 200)]
    [InlineData("[::1]:PORT", null, 200)]
    public async Task A_page_of_another_site_cannot_use_it(string host, string? origin, int status)
    {
        await using var server = await WebServer.StartAsync(Local, Endpoints, Token);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/hello"));
        request.Headers.Host = WithPort(host, server);
        if (origin is not null)
            request.Headers.Add("Origin", WithPort(origin, server));

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using var server = await WebServer.StartAsync(Local with { LongestBody = 1000 }, Endpoints, Token);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(new byte[1001]), Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task What_an_endpoint_throws_is_told_to_the_owner_and_not_to_the_client()
    {
        await using var server = await WebServer.StartAsync(Local, Endpoints, Token);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var answer = await client.GetAsync(new Uri("/fail", UriKind.Relative), Token);
        var body = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("INTERNAL_ERROR", body, StringComparison.Ordinal);
        Assert.DoesNotContain("inside", body, StringComparison.Ordinal);
        Assert.Equal("what is inside", Assert.Single(_failures).Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_diagnostic()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var message = await RefusalAsync(Local with { Port = ((IPEndPoint)other.LocalEndpoint).Port }, "FORAY399");

        Assert.Contains("another program uses the port", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_does_not_end_does_not_keep_it_from_stopping()
    {
        var reached = new TaskCompletionSource();
        await using var server = await WebServer.StartAsync(
            Local with { StopTimeout = TimeSpan.FromMilliseconds(100) },
            endpoints => endpoints.MapGet("/wait", async (HttpContext context) =>
            {
                reached.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }),
            Token);
        using var client = new HttpClient { BaseAddress = server.Address };
        var request = client.GetAsync(new Uri("/wait", UriKind.Relative), Token);
        await reached.Task.WaitAsync(Token);

        await server.StopAsync(Token);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    private static void Endpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/hello", () => "hello");
        endpoints.MapGet("/fail", new RequestDelegate(_ => throw new InvalidOperationException("what is inside")));
        endpoints.MapPost("/echo", async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            await context.Response.WriteAsync(await body.ReadToEndAsync(context.RequestAborted));
        });
    }

    private static string WithPort(string text, WebServer server) => text.Replace("PORT", $"{server.Address.Port}", StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(WebOptions options, string code)
    {
        var refused = await Assert.ThrowsAsync<DiagnosticException>(() => WebServer.StartAsync(options, Endpoints, Token));
        var diagnostic = Assert.Single(refused.Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.NotNull(diagnostic.Remedy);
        return diagnostic.Message;
    }
}
