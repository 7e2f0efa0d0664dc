using System.Text.Json;

namespace Foray.Tracking.Server.Tests;

/// <summary>A test with a server of its own.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private RunningServer? _server;

    internal RunningServer Server => _server!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Keys and values of entries, such as a run's tags.</summary>
    protected static Dictionary<string, string> Entries(JsonElement list) =>
        list.EnumerateArray().ToDictionary(entry => entry.GetProperty("key").GetString()!, entry => entry.GetProperty("value").ToString());

    protected static string[] Texts(JsonElement list, string name) => [.. list.EnumerateArray().Select(entry => entry.GetProperty(name).GetString()!)];
}
