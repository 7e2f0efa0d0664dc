using System.Collections.Concurrent;
using Foray.Plugins;
using Foray.Plugins.Catalog;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Feeds;
using Foray.Stations.Hosting;
using Foray.Stations.SiteFiles;
using Foray.Stations.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Agents;

/// <summary>The agents of a site file, brought up from real packages.</summary>
public sealed class StationAgentsTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-agents-");
    private readonly ConcurrentQueue<Diagnostic> _problems = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StationFeeds _feeds;
    private PluginScope? _scope;
    private StationAgents? _agents;

    public StationAgentsTests() => _feeds = new StationFeeds(_folder.FullName);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Fuse => Path.Combine(_folder.FullName, "fuse");

    public async ValueTask DisposeAsync()
    {
        if (_agents is not null)
            await PassAsync(_agents.DisposeAsync().AsTask());
        if (_scope is not null)
            await _scope.DisposeAsync();
        _feeds.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_agent_goes_up_and_down_and_up_again()
    {
        var agents = Open();
        Assert.Equal("down", State);
        Assert.Empty(await agents.StartAsync(Token));
        Assert.Equal("up", State);
        Assert.Equal(AgentReply.Ok, (await BlinkAsync()).Status);
        await agents.UpAsync("lamp", Token);
        await agents.DownAsync("lamp", Token);
        await agents.DownAsync("lamp", Token);
        Assert.Equal("down", State);
        Assert.Equal("FORAY535", Code(await Assert.ThrowsAsync<DiagnosticException>(BlinkAsync)));
        Assert.Equal("FORAY535", Code(Assert.Throws<DiagnosticException>(() => agents.Describe("lamp"))));
        await agents.UpAsync("lamp", Token);
        Assert.Equal(AgentReply.Ok, (await BlinkAsync()).Status);
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task One_that_fails_to_start_says_why_and_can_be_started_again()
    {
        File.WriteAllText(Fuse, "");
        var agents = Open($"[--fuse, '{Fuse}']");
        Assert.Equal("FORAY454", Assert.Single(await agents.StartAsync(Token)).Code);
        Assert.Equal("failed", State);
        Assert.Contains("the fuse has blown", agents.Entries[0].Problem, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<DiagnosticException>(BlinkAsync);
        Assert.Contains("the fuse has blown", refused.Message, StringComparison.Ordinal);
        File.Delete(Fuse);
        await agents.UpAsync("lamp", Token);
        Assert.Equal(("up", null), (State, agents.Entries[0].Problem));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_it_down_and_lets_others_have_their_turn()
    {
        var agents = Open("[--slow, 'true']");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var start = agents.UpAsync("lamp", patience.Token);
        Assert.False(start.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal("down", State);
        await agents.DownAsync("lamp", Token);
    }

    [Fact]
    public async Task One_that_does_not_stop_is_told_and_left_alone()
    {
        var agents = Open("[--stuck, 'true']");
        await agents.StartAsync(Token);
        await PassAsync(agents.DownAsync("lamp", Token));
        Assert.Equal("down", State);
        Assert.Equal("FORAY455", Assert.Single(_problems).Code);
    }

    [Theory]
    [InlineData("LampAgent")]
    [InlineData("lamp-agent")]
    [InlineData("LAMPAGENT")]
    [InlineData("Foray.Fixtures.Lamps:LampAgent")]
    public void A_plugin_is_found_by_its_class(string agentClass) => Assert.NotNull(StationAgents.Lookup(Packages.Catalog(Packages.Lamps))(agentClass, out _));

    [Theory]
    [InlineData("Foray.Fixtures.Lamps:LampAgent", null)]
    [InlineData("Foray.Fixtures.LampsTwin:LampAgent", null)]
    [InlineData("LampAgent", PluginCodes.Ambiguous)]
    [InlineData("Lamp", PluginCodes.Unknown)]
    [InlineData("Foray.Agents:LampAgent", PluginCodes.Unknown)]
    public void Of_two_packages_the_name_has_to_say_which(string agentClass, string? code)
    {
        StationAgents.Lookup(Packages.Catalog(Packages.Lamps, Packages.LampsTwin))(agentClass, out var problem);
        Assert.Equal(code, problem?.Code);
    }

    [Fact]
    public void An_agent_that_the_file_does_not_name_is_refused()
    {
        var agents = Open();
        Assert.Equal("FORAY535", Code(Assert.Throws<DiagnosticException>(() => agents.Describe("other"))));
    }

    private string State => _agents!.Entries[0].State;

    private StationAgents Open(string arguments = "[]")
    {
        var catalog = Packages.Catalog(Packages.Lamps);
        var file = Path.Combine(_folder.FullName, "site.yaml");
        File.WriteAllText(file, $"hosts: {{ localhost: {{ agent-instances: [ {{ agent-class: LampAgent, instance-id: lamp, arguments: {arguments} }} ] }} }}");
        var site = StationSite.Read(new StationOptions { SiteFile = file, SiteHost = "localhost" }, catalog, _problems.Enqueue)!;
        _scope = new PluginScope(catalog, Packages.Loader(), _time);
        return _agents = new StationAgents(site.Host, site.Plan, "here", new AgentEnvironment(_scope, _feeds.Of, _time, _problems.Enqueue));
    }

    private async Task<AgentReply> BlinkAsync()
    {
        await _agents!.RequestAsync("lamp", new AgentRequest(AgentAction.Start, "blink"), Token);
        return await _agents.RequestAsync("lamp", new AgentRequest(AgentAction.Wait, "blink"), Token);
    }

    private async Task PassAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(1, Token));
        }

        await task;
    }

    private static string Code(DiagnosticException refusal) => refusal.Diagnostics[0].Code;
}
