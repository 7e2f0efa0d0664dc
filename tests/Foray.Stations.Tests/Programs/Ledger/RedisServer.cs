using System.Diagnostics;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Foray.Stations.Tests.Programs.Ledger;

/// <summary>A Redis of the tests' own, behind a socket in a folder of its own.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-redis-");
    private Process? _process;
    private string? _problem;

    internal IConnectionMultiplexer? Connection { get; private set; }

    private string Socket => Path.Combine(_folder.FullName, "redis.sock");

    public async ValueTask InitializeAsync()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", "0", "--unixsocket", Socket, "--dir", _folder.FullName, "--save", "", "--daemonize", "no"]) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _problem = "redis-server is not installed";
            return;
        }

        while (await _process!.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("ready to accept connections", StringComparison.OrdinalIgnoreCase))
            {
                Connection = await ConnectAsync();
                return;
            }

        _problem = "redis-server does not start";
    }

    public async ValueTask DisposeAsync()
    {
        if (Connection is not null)
            await Connection.DisposeAsync();
        Kill();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Skips the test where there is none.</summary>
    internal IConnectionMultiplexer Get()
    {
        Assert.SkipUnless(_problem is null, _problem ?? "");
        return Connection!;
    }

    internal async Task<IConnectionMultiplexer> ConnectAsync(string? password = null) => await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
    {
        EndPoints = { new UnixDomainSocketEndPoint(Socket) },
        AbortOnConnectFail = false,
        ConnectRetry = 1,
        ConnectTimeout = 5000,
        Password = password,
    });

    internal void Kill()
    {
        if (_process is not { HasExited: false })
            return;
        _process.Kill();
        _process.WaitForExit();
    }
}
