using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;
using Foray.Stations.Agents.Publishing;

namespace Foray.Stations.Tests.Agents;

public sealed class PublishingTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_500);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_published_is_kept_at_once_in_the_form_that_listeners_know()
    {
        await using var agent = await BeginAsync(TimeSpan.Zero);

        agent.Session.Publish("temps", "stage", Noon, new JsonObject { ["kelvin"] = 4.2, ["state"] = "cold", ["on"] = true });

        var expected = """{"stage":{"block_name":"stage","timestamps":[1600000000.5],"data":{"kelvin":[4.2],"state":["cold"],"on":[true]}}}""";
        Assert.Equal(expected, Assert.Single(agent.Kept).ToJsonString());
    }

    [Fact]
    public async Task What_is_published_within_the_buffer_s_time_becomes_one_message()
    {
        await using var agent = await BeginAsync(TimeSpan.FromSeconds(1));

        agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = 1 });
        agent.Session.Publish("temps", "b", Noon, new JsonObject { ["y"] = 2 });
        agent.Session.Publish("temps", "a", Noon.AddSeconds(0.5), new JsonObject { ["x"] = double.NaN });
        Assert.Empty(agent.Kept);
        agent.Pass(1);
        agent.Session.Publish("temps", "a", Noon.AddSeconds(1), new JsonObject { ["x"] = 3 });
        agent.Pass(1);

        Assert.Equal(
            [
                """{"a":{"block_name":"a","timestamps":[1600000000.5,1600000001],"data":{"x":[1,null]}},"b":{"block_name":"b","timestamps":[1600000000.5],"data":{"y":[2]}}}""",
                """{"a":{"block_name":"a","timestamps":[1600000001.5],"data":{"x":[3]}}}""",
            ],
            agent.Kept.Select(message => message.ToJsonString()));
    }

    [Fact]
    public async Task A_message_does_not_grow_without_end()
    {
        await using var agent = await BeginAsync(TimeSpan.FromMinutes(1));

        for (var sample = 0; sample < FeedBuffer.MessageSamples; sample++)
            agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = sample });

        Assert.Single(agent.Kept);
    }

    [Theory]
    [InlineData("pressures", "a", """{"x": 1}""", "no feed 'pressures'")]
    [InlineData("temps", "a b", """{"x": 1}""", "its name is invalid")]
    [InlineData("temps", "a", "{}", "it has no fields")]
    [InlineData("temps", "a", """{"4K": 1}""", "the field '4K' has an invalid name")]
    [InlineData("temps", "a", """{"x": null}""", "the field 'x' is no number, text, true or false")]
    [InlineData("temps", "a", """{"x": [1]}""", "the field 'x' is no number, text, true or false")]
    [InlineData("temps", "a", """{"x": 1e999}""", "infinite")]
    [InlineData("temps", "known", """{"y": 1}""", "the field 'x' of before is not there")]
    [InlineData("temps", "known", """{"x": 1, "y": 1}""", "the field 'y' was not there before")]
    [InlineData("temps", "known", """{"x": "1"}""", "the field 'x' is text, and was a number before")]
    public async Task What_a_feed_does_not_take_is_refused_and_nothing_of_it_is_kept(string feed, string block, string values, string reason)
    {
        await using var agent = await BeginAsync(TimeSpan.Zero);
        agent.Session.Publish("temps", "known", Noon, new JsonObject { ["x"] = 1 });

        var refused = Assert.Throws<DiagnosticException>(() => agent.Session.Publish(feed, block, Noon, (JsonObject)JsonNode.Parse(values)!));

        Assert.Equal("FORAY449", Assert.Single(refused.Diagnostics).Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Single(agent.Kept);
        agent.Session.Publish("temps", "known", Noon, new JsonObject { ["x"] = 2.5 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task While_nothing_can_be_kept_the_session_is_degraded_and_nothing_is_lost(int buffer)
    {
        await using var agent = await BeginAsync(TimeSpan.FromSeconds(buffer));
        agent.Refuses = true;
        agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = 1 });
        agent.Pass(1);
        agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = 2 });
        agent.Pass(5);
        Assert.True(await agent.IsDegradedAsync());
        Assert.Empty(agent.Kept);

        agent.Refuses = false;
        agent.Pass(1);

        Assert.Equal("[1,2]", Assert.Single(agent.Kept)["a"]!["data"]!["x"]!.ToJsonString());
        Assert.False(await agent.IsDegradedAsync());
        Assert.Equal("FORAY451", Assert.Single(agent.Problems).Code);
    }

    [Fact]
    public async Task What_waits_is_bounded_and_what_is_dropped_is_told()
    {
        await using var agent = await BeginAsync(TimeSpan.Zero);
        agent.Refuses = true;
        for (var sample = 0; sample < FeedBuffer.Most + 7; sample++)
            agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = sample });

        agent.Refuses = false;
        agent.Pass(1);

        Assert.Equal(FeedBuffer.Most, agent.Kept.Sum(message => message["a"]!["timestamps"]!.AsArray().Count));
        Assert.Equal(7, (int)agent.Kept[0]["a"]!["data"]!["x"]![0]!);
        Assert.Contains(agent.Problems, problem => problem.Message.Contains("7 samples were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shutdown_keeps_what_was_gathered()
    {
        await using var agent = await BeginAsync(TimeSpan.FromMinutes(1));
        agent.Session.Publish("temps", "a", Noon, new JsonObject { ["x"] = 1 });

        await agent.Instrument.Host.StopAsync(TimeSpan.FromSeconds(10));

        Assert.Single(agent.Kept);
    }

    [Fact]
    public async Task The_heart_beats_every_second_with_the_op_codes_until_it_is_switched_off()
    {
        await using var agent = await BeginAsync(TimeSpan.Zero);
        await agent.Instrument.Host.StartAsync(Token);
        var beats = agent.Instrument.Kept;
        Assert.Equal("""{"op_codes":{"block_name":"op_codes","timestamps":[1600000000],"data":{"acq":[3],"other":[1]}}}""", Assert.Single(beats.Of("heartbeat")).ToJsonString());

        agent.Pass(2);
        Assert.Equal(3, beats.Of("heartbeat").Count);
        agent.Session.SetHeartbeat(false);
        agent.Pass(2);
        Assert.Equal(3, beats.Of("heartbeat").Count);
        agent.Session.SetHeartbeat(true);
        agent.Pass(1);
        Assert.Equal(4, beats.Of("heartbeat").Count);
    }

    [Fact]
    public async Task A_heartbeat_that_cannot_be_kept_is_told_once()
    {
        await using var agent = await BeginAsync(TimeSpan.Zero);
        agent.Refuses = true;
        await agent.Instrument.Host.StartAsync(Token);

        agent.Pass(3);

        Assert.Equal("FORAY451", Assert.Single(agent.Problems).Code);
    }

    private static async Task<Publisher> BeginAsync(TimeSpan buffer)
    {
        var begun = new TaskCompletionSource<IAgentSession>();
        var instrument = new Instrument(Instrument.Process("acq", begun.SetResult), Instrument.Process("other")) { Feeds = [new("temps") { Buffer = buffer }] };
        await instrument.StartAsync("acq");
        return new Publisher(instrument, await begun.Task);
    }

    private sealed class Publisher(Instrument instrument, IAgentSession session) : IAsyncDisposable
    {
        public Instrument Instrument => instrument;

        public IAgentSession Session => session;

        public IReadOnlyList<JsonObject> Kept => instrument.Kept.Of("temps");

        public IReadOnlyCollection<Diagnostic> Problems => instrument.Problems;

        public bool Refuses
        {
            set => instrument.Kept.Refuses = value;
        }

        public void Pass(int seconds)
        {
            for (; seconds > 0; seconds--)
                instrument.Time.Advance(TimeSpan.FromSeconds(1));
        }

        public async Task<bool> IsDegradedAsync() => (bool)(await instrument.AskAsync(AgentAction.Status, "acq")).Session["degraded"]!;

        public ValueTask DisposeAsync() => instrument.DisposeAsync();
    }
}
