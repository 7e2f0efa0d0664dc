using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Cluster;
using Foray.Stations.Feeds;
using Foray.Web;

namespace Foray.Stations.Tests.Client;

/// <summary>The endpoints of a station on a real web server that can go away and come back on its port; its feeds are real, its one agent is what a test makes of it.</summary>
internal sealed class TestStation : IAgentDirectory, IStations, IAsyncDisposable
{
    public const string Instance = "data.1";
    public const string Feed = "temperatures";

    private readonly SemaphoreSlim _waits = new(0);
    private WebServer? _server;
    private int _port;

    public TestStation() => Feeds = new StationFeeds(Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("foray-station-").FullName;

    public StationFeeds Feeds { get; private set; }

    public FeedLogs Agent => Feeds.Of(Instance);

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public string Own => "here";

    public List<Exception> Failures { get; } = [];

    public Queue<AgentReply> Replies { get; } = [];

    public List<AgentRequest> Requests { get; } = [];

    public JsonObject Api { get; set; } = [];

    public async Task StartAsync()
    {
        var options = new WebOptions { Port = _port, StopTimeout = TimeSpan.Zero, Failed = Failures.Add };
        _server = await WebServer.StartAsync(
            options,
            endpoints =>
            {
                endpoints.MapAgents(this);
                endpoints.MapFeeds(this, this);
            },
            TestContext.Current.CancellationToken);
        _port = _server.Address.Port;
    }

    /// <summary>Breaks all connections and closes the port. The logs stay open.</summary>
    public async Task StopAsync() => await _server!.DisposeAsync();

    /// <summary>Closes and opens the logs as a restart does.</summary>
    public void ReopenFeeds()
    {
        Feeds.Dispose();
        Feeds = new StationFeeds(Folder);
    }

    public void Publish(int value) => Agent.Append(Feed, Blocks(value));

    /// <summary>Ends when a listener has been told its place, and waits for entries.</summary>
    public Task ListenedAsync() => _waits.WaitAsync(TestContext.Current.CancellationToken);

    public static JsonObject Blocks(int value) => new()
    {
        ["temps"] = new JsonObject
        {
            ["block_name"] = "temps",
            ["timestamps"] = new JsonArray(1000.5 + value),
            ["data"] = new JsonObject { ["channel_00"] = new JsonArray(value) },
        },
    };

    public Task<AgentEntry> FindAsync(string instance, CancellationToken cancellationToken) => throw new NotSupportedException("nobody asks for it here");

    public Task SwitchAsync(string instance, bool up, CancellationToken cancellationToken) => throw new NotSupportedException("nobody asks for it here");

    public Task<IReadOnlyList<AgentEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgentEntry>>([new AgentEntry(Instance, "FakeDataAgent", Own, $"observatory.{Instance}", "up", null)]);

    public Task<AgentReply> RequestAsync(string instance, AgentRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return instance == Instance
            ? Task.FromResult(Replies.Dequeue())
            : throw new DiagnosticException(Diagnostic.Error("FORAY447", $"no agent '{instance}' is up", "start it"));
    }

    public Task<JsonObject> DescribeAsync(string instance, CancellationToken cancellationToken) => Task.FromResult(Api);

    Task<IReadOnlyList<StationMember>> IStations.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StationMember>>([new StationMember(Own, Address)]);

    public Task<byte[]> AskAsync(string station, string part, byte[] request, CancellationToken cancellationToken)
    {
        Assert.Equal((Own, FeedsPart.PartName), (station, part));
        if (FeedMessages.ReadRequest(request).Request.Wait > TimeSpan.Zero)
            _waits.Release();
        return new FeedsPart(Feeds).AnswerAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Feeds.Dispose();
        _waits.Dispose();
        Directory.Delete(Folder, recursive: true);
        Assert.Empty(Failures);
    }
}
