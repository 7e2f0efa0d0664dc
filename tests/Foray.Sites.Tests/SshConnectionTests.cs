using System.Diagnostics;
using System.Security.Cryptography;
using CsCheck;
using Foray.Processes;
using Foray.Sdk.Processes;
using Foray.Sites.Ssh;
using Foray.Sites.Ssh.Multiplexing;

namespace Foray.Sites.Tests;

public sealed class SshConnectionTests(SshServer server) : IClassFixture<SshServer>, IAsyncLifetime
{
    private readonly SystemProcesses _processes = new();
    private SshConnection _connection = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        server.SkipWhereMissing();
        _connection = new SshConnection("a", Guid.NewGuid().ToString("N"), SshAddress.Of(server.Options, server.Options.Resources.Machines[0], "127.0.0.1"), _processes);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.CloseAsync(CancellationToken.None);
            _connection.Dispose();
        }

        _processes.Dispose();
    }

    [Fact]
    public async Task A_session_takes_and_gives_any_bytes_and_starts_no_program_here()
    {
        var sent = RandomNumberGenerator.GetBytes(3_000_000);
        await using var session = await _connection.OpenAsync("cat", Token);
        Assert.IsType<MuxSession>(session);
        var sending = SendAsync(session, sent);
        using var received = new MemoryStream();
        await session.Output.CopyToAsync(received, Token);
        await sending;
        Assert.Equal(0, await session.Exit);
        Assert.Equal(sent, received.ToArray());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("exit 7")]
    [InlineData("kill -9 $$")]
    [InlineData("echo first; echo second >&2; exit 3")]
    public async Task A_session_ends_as_ssh_does(string command)
    {
        await using var session = await _connection.OpenAsync(command, Token);
        var output = await new StreamReader(session.Output).ReadToEndAsync(Token);
        var code = await session.Exit;

        var ssh = await _processes.RunAsync(new ProcessRequest("ssh", [.. await _connection.ArgumentsAsync(Token), "--", "127.0.0.1", command]), Token);
        Assert.Equal((ssh.ExitCode, ssh.Output, ssh.Error), (code, output, session.Error));
    }

    [Fact]
    public async Task Only_the_end_of_what_goes_to_standard_error_is_kept()
    {
        await using var session = await _connection.OpenAsync("seq 100000 >&2", Token);
        Assert.Equal(0, await session.Exit);
        Assert.Equal(64 * 1024, session.Error.Length);
        Assert.EndsWith("\n99999\n100000\n", session.Error);
    }

    [Fact]
    public async Task A_session_whose_connection_breaks_ends_as_broken()
    {
        await using var session = await _connection.OpenAsync("echo up; exec cat", Token);
        Assert.Equal("up", await new StreamReader(session.Output).ReadLineAsync(Token));
        foreach (var connection in await server.ConnectionsAsync())
            using (var process = Process.GetProcessById(int.Parse(connection, System.Globalization.CultureInfo.InvariantCulture)))
                process.Kill();
        Assert.Equal(255, await session.Exit);
    }

    [Fact]
    public async Task What_a_session_runs_loses_its_channel_when_the_session_is_disposed()
    {
        var mark = Path.Combine(server.Folder, "ended");
        var session = await _connection.OpenAsync($"echo up; cat; echo ended >{mark}", Token);
        Assert.Equal("up", await new StreamReader(session.Output).ReadLineAsync(Token));
        await session.DisposeAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!File.Exists(mark))
            await Task.Delay(20, limit.Token);
    }

    [Fact]
    public async Task Where_a_connection_takes_no_more_sessions_ssh_makes_another_one()
    {
        await using var narrow = new SshServer { MaxSessions = 1 };
        await narrow.InitializeAsync();
        using var connection = new SshConnection("a", Guid.NewGuid().ToString("N"), SshAddress.Of(narrow.Options, narrow.Options.Resources.Machines[0], "127.0.0.1"), _processes);
        await using var first = await connection.OpenAsync("exec cat", Token);
        await using var second = await connection.OpenAsync("echo here", Token);
        Assert.Equal("here\n", await new StreamReader(second.Output).ReadToEndAsync(Token));
        Assert.Equal(0, await second.Exit);
        Assert.IsNotType<MuxSession>(second);
        await connection.CloseAsync(Token);
    }

    [Fact]
    public void What_is_no_answer_of_a_master_is_the_end_of_its_answers() =>
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            using var stream = new MemoryStream(bytes);
            while (MuxAnswer.ReadAsync(stream, CancellationToken.None).GetAwaiter().GetResult() is not null)
            {
            }
        });

    [Fact]
    public void An_answer_is_read_whatever_follows_its_numbers() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Byte.Array[0, 40]).Sample((type, first, second, rest) =>
        {
            byte[] body = [.. Number(type), .. Number(first), .. Number(second), .. rest];
            using var stream = new MemoryStream([.. Number((uint)body.Length), .. body]);
            Assert.Equal(new MuxAnswer(type, first, second), MuxAnswer.ReadAsync(stream, CancellationToken.None).GetAwaiter().GetResult());
        });

    private static byte[] Number(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static async Task SendAsync(IPipedProcess session, byte[] bytes)
    {
        await session.Input.WriteAsync(bytes, Token);
        await session.Input.DisposeAsync();
    }
}
