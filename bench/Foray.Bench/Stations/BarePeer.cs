using System.Diagnostics;
using Foray.Stations.Agents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Foray.Bench.Stations;

/// <summary>The peer of a station, in a process of its own: Kestrel with one endpoint that answers a small JSON, and a silo that has the empty grain.</summary>
internal sealed class BarePeer : IAsyncDisposable
{
    public const string Mark = "--bare-peer";
    public const string Name = "bare";

    private readonly Process _process;

    private BarePeer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    public static async Task<BarePeer> StartAsync(string redis, string folder)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Mark, redis, folder]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the bare peer did not start");
        return new BarePeer(process, new Uri(address));
    }

    /// <summary>The other side: serves until its input ends.</summary>
    public static async Task<int> ServeAsync(string redis, string folder)
    {
        await using var silo = await BenchSilo.JoinAsync(Name, redis, folder, new StationAgents());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/", () => new Answer(0, "done"));
        await application.StartAsync();
        Console.WriteLine(application.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private sealed record Answer(int Status, string Message);
}
