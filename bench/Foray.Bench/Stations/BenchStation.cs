using System.Diagnostics;
using System.Globalization;
using Foray.Stations.Client;

namespace Foray.Bench.Stations;

/// <summary>A station as the published program runs it.</summary>
internal sealed class BenchStation : IAsyncDisposable
{
    private readonly Process _process;

    private BenchStation(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Client = new StationClient(address);
    }

    public Uri Address { get; }

    public StationClient Client { get; }

    public static async Task<BenchStation> StartAsync(string name, string redis, string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(Repository.Foray, ["station", "start", "--name", name, "--cluster", redis, "--port", "0", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["FORAY_DATA"] = folder;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.EndsWith("until Ctrl-C", StringComparison.Ordinal))
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new BenchStation(process, new Uri(line.Split(' ').Last(word => word.StartsWith("http://", StringComparison.Ordinal))));
        }

        throw new InvalidOperationException($"the station '{name}' did not start");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Measurement.Run("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
