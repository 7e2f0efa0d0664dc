using System.Text;
using Foray.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Cluster;

namespace Foray.Stations.Tests.Cluster;

public sealed class ClusterSiloTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-silo-").FullName;
    private readonly Stack<IAsyncDisposable> _running = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var part))
            await part.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_station_alone_reaches_its_own_parts()
    {
        var alone = await JoinAsync("alone", null);

        Assert.Equal("alone heard hello", await AskAsync(alone, "alone", "hello"));
        Assert.Equal(["alone"], alone.Stations.Names());
    }

    [Fact]
    public async Task A_station_that_is_not_there_is_told_as_away()
    {
        var alone = await JoinAsync("alone", null);

        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => AskAsync(alone, "other", "hello"));

        Assert.Equal("FORAY370", Assert.Single(refusal.Diagnostics).Code);
    }

    [Fact]
    public async Task Stations_of_a_cluster_reach_each_other_by_name()
    {
        await using var redis = await RedisServer.StartAsync();
        var (one, two) = (await JoinAsync("one", redis.Url), await JoinAsync("two", redis.Url));

        Assert.Equal("two heard hello", await AskAsync(one, "two", "hello"));
        Assert.Equal("one heard hello", await AskAsync(two, "one", "hello"));
        Assert.Equal(["one", "two"], two.Stations.Names());
        await EndAllAsync();
    }

    [Fact]
    public async Task A_refusal_of_another_station_comes_back_with_its_remedy()
    {
        await using var redis = await RedisServer.StartAsync();
        var (one, _) = (await JoinAsync("one", redis.Url), await JoinAsync("two", redis.Url));

        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => AskAsync(one, "two", "refuse"));

        Assert.Equal(Diagnostic.Error("FORAY243", "refused", "do not ask"), Assert.Single(refusal.Diagnostics));
        await EndAllAsync();
    }

    [Fact]
    public async Task A_station_that_has_left_is_told_as_away()
    {
        await using var redis = await RedisServer.StartAsync();
        var (one, two) = (await JoinAsync("one", redis.Url), await JoinAsync("two", redis.Url));
        Assert.Equal("two heard hello", await AskAsync(one, "two", "hello"));

        _running.Pop();
        await two.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => AskAsync(one, "two", "hello"));
        Assert.Equal("FORAY370", Assert.Single(refusal.Diagnostics).Code);
        await EndAllAsync();
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_told_without_the_password()
    {
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => ClusterStore.ConnectAsync(ClusterAddress.Parse("redis://me:secret@127.0.0.1:1")));

        var problem = Assert.Single(refusal.Diagnostics);
        Assert.Equal("FORAY600", problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    private async Task EndAllAsync()
    {
        while (_running.TryPop(out var part))
            await part.DisposeAsync();
    }

    private async Task<ClusterSilo> JoinAsync(string name, string? redis)
    {
        var store = redis is null ? null : await ClusterStore.ConnectAsync(ClusterAddress.Parse(redis));
        if (store is not null)
            _running.Push(store);
        var parts = new StationParts();
        parts.Add(new Echo(name));
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var silo = await ClusterSilo.JoinAsync(new JoinOptions(name, folder, store), parts, _ => { }, Token);
        _running.Push(silo);
        return silo;
    }

    private static async Task<string> AskAsync(ClusterSilo from, string station, string text) =>
        Encoding.UTF8.GetString(await from.Stations.AskAsync(station, "echo", Encoding.UTF8.GetBytes(text), Token));

    private sealed class Echo(string station) : IStationPart
    {
        public string Name => "echo";

        public Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken) => Encoding.UTF8.GetString(request) is "refuse"
            ? throw new DiagnosticException(Diagnostic.Error("FORAY243", "refused", "do not ask"))
            : Task.FromResult(Encoding.UTF8.GetBytes($"{station} heard {Encoding.UTF8.GetString(request)}"));
    }
}
