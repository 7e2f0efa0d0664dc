using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Foray.Bench.Stations;

/// <summary>A Redis of the benchmark's own: in its folder, on a free port, nothing kept.</summary>
internal sealed class BenchRedis : IAsyncDisposable
{
    private const string Program = "redis-server";

    private readonly Process _process;

    private BenchRedis(Process process, string url) => (_process, Url) = (process, url);

    public static bool IsInstalled { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>The address as stations take it.</summary>
    public string Url { get; }

    public static async Task<BenchRedis> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo(Program, ["--port", port, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new BenchRedis(process, $"redis://127.0.0.1:{port}");
            }
        }

        throw new InvalidOperationException("Redis did not start");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
