namespace Foray.CommandLine;

/// <summary>Stations of one cluster, with a Redis of their own.</summary>
internal sealed class RunningStations : IAsyncDisposable
{
    private readonly RedisServer _redis;
    private readonly TestFolder _folder;
    private readonly Dictionary<string, RunningStation> _stations = new(StringComparer.Ordinal);

    private RunningStations(RedisServer redis, TestFolder folder) => (_redis, _folder) = (redis, folder);

    public RunningStation this[string name] => _stations[name];

    /// <summary>Starts stations, one after the other.</summary>
    public static async Task<RunningStations> StartAsync(TestFolder folder, params string[] names)
    {
        var stations = new RunningStations(await RedisServer.StartAsync(), folder);
        try
        {
            foreach (var name in names)
                await stations.StartAsync(name);
            return stations;
        }
        catch
        {
            await stations.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a station, or starts it again.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="pause">Step of the hand-off at which it is to stand still; null for none.</param>
    public async Task<RunningStation> StartAsync(string name, int port = 0, string? pause = null)
    {
        if (_stations.Remove(name, out var before))
            await before.DisposeAsync();
        return _stations[name] = await RunningStation.StartAsync(
            _folder, name, new Dictionary<string, string?> { ["FORAY_TEST_PAUSE"] = pause }, "--cluster", _redis.Url, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_stations.Values.Select(station => station.DisposeAsync().AsTask()));
        await _redis.DisposeAsync();
    }
}
