using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foray.Web.Tests;

public sealed class OpenPortTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_come_before_the_server_are_served_and_so_are_those_who_come_later()
    {
        using var port = OpenPort.Open();
        using var client = new HttpClient { BaseAddress = port.Address };
        var early = Enumerable.Range(0, 20).Select(_ => client.GetStringAsync(new Uri("/hello", UriKind.Relative), Token)).ToList();
        await port.WaitAsync(Token);

        await using var server = await WebServer.StartAsync(new WebOptions { Open = port }, Endpoints, Token);

        Assert.Equal(Enumerable.Repeat("hello", 20), await Task.WhenAll(early));
        Assert.Equal(port.Address, server.Address);
        using var another = new HttpClient { BaseAddress = server.Address };
        Assert.Equal("hello", await another.GetStringAsync(new Uri("/hello", UriKind.Relative), Token));
    }

    [Fact]
    public async Task A_server_that_has_stopped_has_closed_the_port()
    {
        using var port = OpenPort.Open();
        var address = port.Address;
        var server = await WebServer.StartAsync(new WebOptions { Open = port }, Endpoints, Token);

        await server.DisposeAsync();

        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(address, "/hello"), Token));
    }

    [Fact]
    public async Task A_wait_that_is_given_up_takes_nobody_in()
    {
        using var port = OpenPort.Open();
        var address = port.Address;
        using var giveUp = new CancellationTokenSource();
        var wait = port.WaitAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port, Token);
        port.Dispose();
        await Assert.ThrowsAnyAsync<IOException>(async () => await client.GetStream().ReadExactlyAsync(new byte[1], Token));
    }

    private static void Endpoints(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/hello", context => context.Response.WriteAsync("hello"));
}
