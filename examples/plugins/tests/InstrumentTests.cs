using System.Text.Json.Nodes;
using Example.Instruments;
using Foray.Sdk.Agents;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Agents;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Example.Tests;

public sealed class InstrumentTests
{
    private static readonly JsonObject Watts = new() { ["watts"] = 20.0 };

    [Fact]
    public Task The_thermometer_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(ThermometerAgent))),
        AgentConformance.Checks(new AgentSubject(host => PluginUnderTest.Create<ThermometerAgent>(new { Interval = "10ms" }, host))));

    [Fact]
    public Task The_heater_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(HeaterAgent))),
        LifecycleConformance.Checks(new LifecycleSubject(host => PluginUnderTest.Create<HeaterAgent>(null, host))),
        AgentConformance.Checks(new AgentSubject(host => PluginUnderTest.Create<HeaterAgent>(new { Step = "1ms" }, host))
        {
            Parameters = new Dictionary<string, JsonObject> { ["set_power"] = Watts, ["ramp"] = Watts },
        }));

    [Fact]
    public async Task The_thermometer_publishes_all_channels_with_the_time_of_the_clock()
    {
        using var host = new FakeHost();
        var agent = PluginUnderTest.Create<ThermometerAgent>(new { Channels = 3, Interval = "1s" }, host);
        var session = new FakeAgentSession();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = agent.Operations.Single().RunAsync(session, stop.Token);
        await session.Spoken;

        await stop.CancelAsync();

        Assert.Equal("measured 1 times", await running);
        var block = Assert.Single(session.Published);
        Assert.Equal(host.Clock.GetUtcNow(), block.Time);
        Assert.Equal(["channel_1", "channel_2", "channel_3"], block.Values.Select(value => value.Key));
    }

    [Fact]
    public async Task A_ramp_moves_in_steps_and_can_be_aborted()
    {
        using var host = new FakeHost();
        var agent = PluginUnderTest.Create<HeaterAgent>(new { Step = "1s" }, host);
        var session = new FakeAgentSession(new JsonObject { ["watts"] = 50.0 });
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Operation(agent, "ramp").RunAsync(session, abort.Token);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await session.Spoken;

        await abort.CancelAsync();

        Assert.Equal("aborted at 5 W", await running);
    }

    [Theory]
    [InlineData("""{"watts": 101}""", "parameter 'watts' is 101: the largest is 100")]
    [InlineData("""{"watts": "much"}""", "parameter 'watts' is 'much': it must be a number")]
    [InlineData("{}", "parameter 'watts' is missing")]
    [InlineData("""{"watt": 1, "watts": 1}""", "there is no parameter 'watt': did you mean 'watts'?")]
    public void A_power_that_is_none_is_refused_by_the_host(string given, string problem)
    {
        var agent = PluginUnderTest.Create<HeaterAgent>();

        var refused = AgentParameters.Read(Operation(agent, "set_power").Parameters, (JsonObject)JsonNode.Parse(given)!);

        Assert.Equal([problem], refused.Problems);
    }

    [Fact]
    public async Task The_heater_is_off_after_a_stop()
    {
        var agent = PluginUnderTest.Create<HeaterAgent>(new { Step = "1ms" }, new FakeHost(TimeProvider.System));
        await Operation(agent, "set_power").RunAsync(new FakeAgentSession((JsonObject)Watts.DeepClone()), TestContext.Current.CancellationToken);

        await ((IPluginLifecycle)agent).StopAsync(TestContext.Current.CancellationToken);

        var session = new FakeAgentSession(new JsonObject { ["watts"] = 10.0 });
        await Operation(agent, "ramp").RunAsync(session, TestContext.Current.CancellationToken);
        Assert.Equal(1, session.Published.First().Values["watts"]!.GetValue<double>());
    }

    private static AgentOperation Operation(IAgent agent, string name) => agent.Operations.Single(operation => operation.Name == name);
}
