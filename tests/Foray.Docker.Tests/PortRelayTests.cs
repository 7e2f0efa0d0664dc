using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Foray.Docker.Containers;

namespace Foray.Docker.Tests;

/// <summary>The relays that run in containers, run here.</summary>
public sealed class PortRelayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("perl")]
    [InlineData("bash")]
    public async Task A_relay_passes_both_directions_on_and_ends_with_the_server(string program)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}") || File.Exists($"/bin/{program}"), $"{program} is not installed");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var command = PortRelay.CommandLine(((IPEndPoint)listener.LocalEndpoint).Port, [.. PortRelay.Programs.Where(other => other != program)]);
        using var relay = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command!]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var server = await listener.AcceptTcpClientAsync(Token);
        var sent = new byte[300_000];
        new Random(1).NextBytes(sent);
        var sending = relay.StandardInput.BaseStream.WriteAsync(sent, Token).AsTask();
        var received = new byte[sent.Length];
        await server.GetStream().ReadExactlyAsync(received, Token);
        await relay.StandardInput.BaseStream.FlushAsync(Token);
        await sending;
        Assert.Equal(sent, received);
        await server.GetStream().WriteAsync("answer"u8.ToArray(), Token);
        server.Close();
        Assert.Equal("answer", await relay.StandardOutput.ReadToEndAsync(Token));
        await relay.WaitForExitAsync(Token);
    }

    [Fact]
    public async Task The_end_of_one_direction_is_passed_on_while_the_other_goes_on()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/perl"), "perl is not installed");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var relay = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", PortRelay.CommandLine(((IPEndPoint)listener.LocalEndpoint).Port, [])!]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var server = await listener.AcceptTcpClientAsync(Token);
        await relay.StandardInput.WriteAsync("question");
        relay.StandardInput.Close();
        using (var reader = new StreamReader(server.GetStream(), Encoding.ASCII))
        {
            Assert.Equal("question", await reader.ReadToEndAsync(Token));
            await server.GetStream().WriteAsync("answer"u8.ToArray(), Token);
        }

        Assert.Equal("answer", await relay.StandardOutput.ReadToEndAsync(Token));
        await relay.WaitForExitAsync(Token);
    }

    [Fact]
    public void Without_a_program_there_is_no_relay() => Assert.Null(PortRelay.CommandLine(1, PortRelay.Programs));
}
