using System.Text.Json.Nodes;
using Foray.Agents.Barebones;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Agents.Tests.Barebones;

public sealed class BarebonesAgentTests : IDisposable
{
    private static readonly IReadOnlyList<ConformanceCheck> Contract =
    [
        .. PluginConformance.Checks(new PluginSubject(typeof(BarebonesAgent))),
        .. AgentConformance.Checks(new AgentSubject(host => PluginUnderTest.Create<BarebonesAgent>(null, host))),
    ];

    private readonly FakeHost _host = new();

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Contract)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Contract, check, TestContext.Current.CancellationToken);

    [Fact]
    public void It_counts_from_the_start_where_its_mode_says_so()
    {
        var agent = PluginUnderTest.Create<BarebonesAgent>("""{"mode": "count"}""", _host);

        Assert.Equal(["count"], agent.Operations.Where(operation => operation.RunsAtStartup).Select(operation => operation.Name));
    }

    [Fact]
    public async Task Count_publishes_a_higher_value_each_second()
    {
        using var count = Run(Create(), "count");

        count.Pass(2);

        Assert.Equal([1, 2, 3], count.Session.Published.Select(block => block.Values["value"]!.GetValue<int>()));
        Assert.All(count.Session.Published, block => Assert.Equal(("feed_name", "barebones"), (block.Feed, block.Block)));
        Assert.Equal(3, count.Data["value"]!.GetValue<int>());
        await count.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count.End);
    }

    [Fact]
    public async Task Print_gets_the_lock_when_the_count_lets_it_go()
    {
        var agent = Create();
        using var count = Run(agent, "count");
        using var print = Run(agent, "print", new JsonObject { ["text"] = "hello" });
        Assert.False(print.End.IsCompleted);

        count.Pass(1);

        Assert.Equal("Printed text to logs.", await print.End);
        Assert.Equal("hello", print.Data["text"]!.GetValue<string>());
        Assert.Contains(_host.Logger.Entries, entry => entry.Message == "hello");
        await count.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count.End);
    }

    [Fact]
    public async Task A_second_count_of_the_same_device_is_refused_and_told_who_holds_it()
    {
        var agent = Create();
        using var first = Run(agent, "count");
        using var second = Run(agent, "count");

        var refused = await Assert.ThrowsAsync<AgentOperationException>(() => second.End);

        Assert.Equal("The lock is held by 'count'.", refused.Message);
        await first.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.End);
    }

    public void Dispose() => _host.Dispose();

    private BarebonesAgent Create() => PluginUnderTest.Create<BarebonesAgent>(null, _host);

    private RunningOperation Run(IAgent agent, string name, JsonObject? given = null) => new(agent, name, _host.Clock, given);
}
