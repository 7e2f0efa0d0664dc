using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet.Models;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Docker.Tests;

/// <summary>What a container does as a machine.</summary>
public sealed class ContainerMachineTests(TestEngine engine) : DockerTests(engine)
{
    // Tells each connection how many bytes it sent before it ended its direction.
    private const string Counter = """
        perl -e 'use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die; print $s->sockport, "\n"; $| = 1; close STDOUT;
          while (my $c = $s->accept) { my $all = ""; while (sysread $c, my $b, 65536) { $all .= $b } print $c length $all; close $c }'
        """;

    [Fact]
    public async Task Commands_and_files_pass_through_the_engine()
    {
        const string odd = "a 'quoted' \"text\" $HOME `id` \\ *\nsecond line\ttab ünïcode ";
        await using var machine = Connect(await UpAsync(OptionsOf(Group)));
        Assert.Equal(odd, await RunAsync(machine, $": '{new string('x', 300_000)}'; printf '%s' \"$ODD\"", ("ODD", odd)));
        var failing = await machine.WaitAsync(await machine.StartAsync(new CommandSpec("failing", "exit 7"), Token), Token);
        Assert.Equal(7, failing.ExitCode);
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        var source = Path.Combine(Folder, "large");
        await File.WriteAllBytesAsync(source, large, Token);
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await machine.PutAsync([new InputFile(source, "in/large")], "files", Token);
        await machine.GetAsync("files", Path.Combine(Folder, "back"), Token);
        Assert.Equal(large, await File.ReadAllBytesAsync(Path.Combine(Folder, "back/in/large"), Token));
        Assert.True(File.GetUnixFileMode(Path.Combine(Folder, "back/in/large")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("m1", (await machine.DescribeAsync(Token))["hostname"]);
        Assert.Equal(["no-such-tool"], await machine.FindMissingToolsAsync(["sh", "no-such-tool"], Token));
    }

    [Fact]
    public async Task Dockers_own_client_opens_a_terminal()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/docker"), "the program docker is not installed");
        await using var machine = Connect(await UpAsync(OptionsOf(Group)));
        var processes = new TestProcesses();
        var way = await machine.FindTerminalAsync(new TerminalRequest { Command = "id -u; cat /proc/sys/kernel/hostname", User = "1" }, Token);
        Assert.Equal("1\nm1\n", (await processes.RunAsync(way!, Token)).Output);
        var shell = await machine.FindTerminalAsync(new TerminalRequest(), Token);
        Assert.Equal("m1\n", (await processes.RunAsync(shell! with { Input = "cat /proc/sys/kernel/hostname; exit\n" }, Token)).Output);
        Assert.Contains("-t", (await machine.FindTerminalAsync(new TerminalRequest { IsInteractive = true }, Token))!.Arguments);
    }

    [Fact]
    public async Task Many_commands_run_at_once_and_stopping_ends_what_escaped()
    {
        await using var machine = Connect(await UpAsync(OptionsOf(Group)));
        var ends = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
            await machine.WaitAsync(await machine.StartAsync(new CommandSpec($"many/{number}", $"exit {number}"), Token), Token)));
        Assert.Equal(Enumerable.Range(0, 12), ends.Select(end => end.ExitCode!.Value));
        var handle = await machine.StartAsync(new CommandSpec("escape", "setsid sh -c 'echo here >ready; exec sleep 300' & until [ -s ready ]; do sleep 0.01; done; wait"), Token);
        await machine.StopAsync(handle, TimeSpan.FromSeconds(5), Token);
        Assert.Equal("", await RunAsync(machine, "grep -lzx FORAY_TASK=.*/escape /proc/[0-9]*/environ 2>/dev/null || :"));
    }

    [Fact]
    public async Task Cancelling_a_wait_leaves_the_command_alone()
    {
        var site = await UpAsync(OptionsOf(Group));
        await using var machine = Connect(site);
        var handle = await machine.StartAsync(new CommandSpec("c", "until [ -e go ]; do sleep 0.05; done; exit 6"), Token);
        using var cancelled = new CancellationTokenSource();
        var wait = machine.WaitAsync(handle, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await using var later = Connect(site);
        await RunAsync(later, ": >go");
        Assert.Equal(6, (await later.WaitAsync(handle, Token)).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wait_ends_with_a_clear_failure_where_the_container_is_killed_or_removed(bool removed)
    {
        var site = await UpAsync(OptionsOf(Group));
        await using var machine = Connect(site);
        await using var later = Connect(site);
        var handle = await machine.StartAsync(new CommandSpec("long", "exec sleep 86400"), Token);
        Task<CommandEnd>[] waits = [machine.WaitAsync(handle, Token), later.WaitAsync(handle, Token)];
        var container = Assert.Single(await ContainersAsync());
        if (removed)
            await Engine.Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true }, Token);
        else
            await Engine.Client.Containers.KillContainerAsync(container, new ContainerKillParameters(), Token);
        foreach (var wait in waits)
        {
            var gone = Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => wait)).Diagnostics);
            Assert.Equal("FORAY387", gone.Code);
            Assert.Contains("'m1'", gone.Message, StringComparison.Ordinal);
        }

        Assert.Equal("FORAY387", Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => machine.DescribeAsync(Token))).Diagnostics).Code);
    }

    [Fact]
    public async Task Waits_outlast_a_container_that_is_paused()
    {
        var site = await UpAsync(OptionsOf(Group));
        await using var machine = Connect(site);
        await using var later = Connect(site);
        var handle = await machine.StartAsync(new CommandSpec("c", "until [ -e go ]; do sleep 0.05; done; exit 6"), Token);
        var container = Assert.Single(await ContainersAsync());
        await Engine.Client.Containers.PauseContainerAsync(container, Token);
        var wait = later.WaitAsync(handle, Token);
        Assert.Equal("FORAY385", Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => later.DescribeAsync(Token))).Diagnostics).Code);
        Assert.False(wait.IsCompleted);
        await UpAsync(OptionsOf(Group));
        await RunAsync(machine, ": >go");
        Assert.Equal(6, (await wait).ExitCode);
    }

    [Fact]
    public async Task A_port_of_the_loopback_in_the_container_is_reached_from_here()
    {
        await using var machine = Connect(await UpAsync(OptionsOf(Group)));
        var server = machine.WaitAsync(await machine.StartAsync(new CommandSpec("server", Counter), Token), Token);
        await using var forward = await machine.ForwardAsync(await PortAsync(machine, server), Token);
        var sizes = await Task.WhenAll(new[] { 5, 200_000, 70_000 }.Select(size => AskAsync(forward.LocalPort, size)));
        Assert.Equal(["5", "200000", "70000"], sizes);
        await forward.DisposeAsync();
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(forward.LocalPort, 1));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_ends_the_connection()
    {
        await using var machine = Connect(await UpAsync(OptionsOf(Group)));
        await using var forward = await machine.ForwardAsync(1, Token);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, forward.LocalPort, Token);
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], Token));
    }

    private async Task<int> PortAsync(IMachine machine, Task server)
    {
        var local = Path.Combine(Folder, "server");
        while (true)
        {
            await machine.CollectAsync(new CommandHandle("m1", "server"), local, Token);
            Assert.False(server.IsCompleted, await File.ReadAllTextAsync(Path.Combine(local, "stderr"), Token));
            var text = await File.ReadAllTextAsync(Path.Combine(local, "stdout"), Token);
            if (text.EndsWith('\n'))
                return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task<string> AskAsync(int port, int size)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(new byte[size], Token);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(Token);
    }
}
