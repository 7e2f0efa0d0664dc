using System.Text.Json.Nodes;
using Foray.Agents.FakeData;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Agents.Tests.FakeData;

public sealed class FakeDataAgentTests : IDisposable
{
    private static readonly IReadOnlyList<ConformanceCheck> Contract =
    [
        .. PluginConformance.Checks(new PluginSubject(typeof(FakeDataAgent))),
        .. AgentConformance.Checks(new AgentSubject(host => PluginUnderTest.Create<FakeDataAgent>(null, host))
        {
            Parameters = new Dictionary<string, JsonObject> { ["delay_task"] = new() { ["delay"] = 0.01 } },
        }),
    ];

    private readonly FakeHost _host = new();

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Contract)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Contract, check, TestContext.Current.CancellationToken);

    [Fact]
    public void Its_options_are_the_arguments_of_OCS()
    {
        var agent = Create("""{"mode": "acq", "num_channels": 16, "sample_rate": 5, "frame_length": 10}""");

        Assert.Equal(["acq"], agent.Operations.Where(operation => operation.RunsAtStartup).Select(operation => operation.Name));
        Assert.Equal(new AgentFeed("false_temperatures") { IsRecorded = true, Buffer = TimeSpan.FromSeconds(1), FrameLength = TimeSpan.FromSeconds(10) }, Assert.Single(agent.Feeds));
        Assert.DoesNotContain(Create(null).Operations, operation => operation.RunsAtStartup);
    }

    [Fact]
    public async Task Acq_publishes_every_channel_at_its_rate_and_tells_the_last_values()
    {
        using var acq = Run(Create("""{"num_channels": 3, "sample_rate": 9.5}"""), "acq");

        acq.Pass(10);

        Assert.InRange(acq.Session.Published.Count, 90, 100);
        Assert.All(acq.Session.Published, block => Assert.Equal(("false_temperatures", "temps"), (block.Feed, block.Block)));
        Assert.All(acq.Session.Published, block => Assert.Equal(["channel_00", "channel_01", "channel_02"], block.Values.Select(value => value.Key)));
        Assert.All(acq.Session.Published.SelectMany(block => block.Values), value => Assert.InRange(value.Value!.GetValue<double>(), 0.05, 0.15));
        var times = acq.Session.Published.Select(block => block.Time).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(1 / 9.5, (pair.Second - pair.First).TotalSeconds, 1e-6));
        Assert.Equal(["channel_00", "channel_01", "channel_02"], acq.Data["fields"]!.AsObject().Select(value => value.Key));
        Assert.Equal((_host.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds, acq.Data["timestamp"]!.GetValue<double>(), 1e-3);
        await acq.StopAsync();
        Assert.Equal("Acquisition exited cleanly.", await acq.End);
    }

    [Fact]
    public async Task Acq_in_test_mode_ends_after_one_turn()
    {
        using var acq = Run(Create(null), "acq", new JsonObject { ["test_mode"] = true });

        acq.Pass(1);

        Assert.Equal("Acquisition exited cleanly.", await acq.End);
        Assert.NotEmpty(acq.Session.Published);
    }

    [Fact]
    public async Task Acq_is_degraded_in_every_second_period()
    {
        using var acq = Run(Create(null), "acq", new JsonObject { ["degradation_period"] = 3 });
        var degraded = new List<bool>();
        for (var second = 0; second < 12; second++)
        {
            acq.Pass(1);
            degraded.Add(acq.Session.IsDegraded);
        }

        Assert.Equal([false, false, true, true, true, false, false, false, true, true, true, false], degraded);
        await acq.StopAsync();
        await acq.End;
    }

    [Fact]
    public async Task After_a_long_pause_the_samples_of_the_pause_are_left_out()
    {
        using var acq = Run(Create("""{"sample_rate": 10}"""), "acq");

        _host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.InRange(acq.Session.Published.Count, 10, 11);
        await acq.StopAsync();
        await acq.End;
    }

    [Fact]
    public async Task Count_counts_every_second()
    {
        using var count = Run(Create(null), "count");
        Assert.Equal(0, count.Data["counter"]!.GetValue<int>());

        count.Pass(3);

        Assert.Equal(3, count.Data["counter"]!.GetValue<int>());
        Assert.NotNull(count.Data["last_update"]);
        await count.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count.End);
    }

    [Fact]
    public async Task Set_heartbeat_switches_the_heartbeat()
    {
        using var off = Run(Create(null), "set_heartbeat", new JsonObject { ["heartbeat"] = "False" });

        Assert.Equal("The heartbeat is off.", await off.End);
        Assert.False(off.Session.HasHeartbeat);
    }

    [Fact]
    public async Task Delay_task_waits_and_tells_how_long_so_far()
    {
        using var delay = Run(Create(null), "delay_task", new JsonObject { ["delay"] = 2 });

        delay.Pass(1);
        Assert.False(delay.End.IsCompleted);
        Assert.Equal(2.0, delay.Data["requested_delay"]!.GetValue<double>());
        Assert.InRange(delay.Data["delay_so_far"]!.GetValue<double>(), 0.9, 1.1);
        delay.Pass(1);

        Assert.Equal("Exited after 2.0 seconds.", await delay.End);
    }

    [Fact]
    public async Task Delay_task_may_end_without_success()
    {
        using var delay = Run(Create(null), "delay_task", new JsonObject { ["delay"] = 0, ["succeed"] = false });

        await Assert.ThrowsAsync<AgentOperationException>(() => delay.End);
    }

    [Fact]
    public async Task Delay_task_can_be_aborted()
    {
        using var delay = Run(Create(null), "delay_task");

        await delay.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay.End);
    }

    [Fact]
    public void A_negative_delay_is_refused() =>
        Assert.Throws<ArgumentException>(() => Run(Create(null), "delay_task", new JsonObject { ["delay"] = -1 }));

    public void Dispose() => _host.Dispose();

    private FakeDataAgent Create(string? options) => PluginUnderTest.Create<FakeDataAgent>(options, _host);

    private RunningOperation Run(IAgent agent, string name, JsonObject? given = null) => new(agent, name, _host.Clock, given);
}
