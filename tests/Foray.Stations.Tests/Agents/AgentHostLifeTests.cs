using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;

namespace Foray.Stations.Tests.Agents;

public sealed class AgentHostLifeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Startup_operations_start_with_the_agent_and_get_their_parameters()
    {
        var begun = new TaskCompletionSource<double>();
        await using var agent = new Instrument(
            Instrument.Process("acq", session => begun.SetResult(session.GetNumber("rate"))) with
            {
                RunsAtStartup = true,
                StartupParameters = new JsonObject { ["rate"] = 3 },
                Parameters = [new("rate", AgentParameterType.Number) { Default = 1 }],
            },
            Instrument.Process("count"));

        await agent.Host.StartAsync(Token);

        Assert.Equal(3, await begun.Task);
        Assert.Equal("Idle.", (await agent.AskAsync(AgentAction.Wait, "count")).Message);
    }

    [Fact]
    public void An_invalid_declaration_is_refused_with_all_that_is_wrong()
    {
        var agent = new Instrument(
            Instrument.Process("a b"), Instrument.Process("twice"), Instrument.Process("twice"),
            Instrument.Process("acq") with { RunsAtStartup = true, StartupParameters = new JsonObject { ["rate"] = 3 } },
            Instrument.Process("bad") with { Parameters = [new("n", AgentParameterType.Integer) { Default = "x" }] })
        {
            Feeds = [new("heartbeat"), new("slow") { Buffer = TimeSpan.FromDays(1) }],
        };

        var refused = Assert.Throws<DiagnosticException>(() => agent.Host);

        Assert.Equal(6, refused.Diagnostics.Count);
        Assert.All(refused.Diagnostics, diagnostic => Assert.Equal("FORAY453", diagnostic.Code));
    }

    [Fact]
    public async Task A_shutdown_ends_what_runs_and_lets_nothing_start()
    {
        await using var agent = new Instrument(Instrument.Process(), Instrument.Process("move") with { Type = AgentOperationType.Task });
        await agent.StartAsync("acq");
        await agent.StartAsync("move");

        await agent.Host.StopAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("done", (string)(await agent.AskAsync(AgentAction.Status, "acq")).Session["status"]!);
        Assert.Equal("done", (string)(await agent.AskAsync(AgentAction.Status, "move")).Session["status"]!);
        Assert.Equal((AgentReply.Error, "The agent is being shut down."), (await agent.StartAsync("acq")) is var reply ? (reply.Status, reply.Message) : default);
        Assert.Empty(agent.Problems);
    }

    [Fact]
    public async Task What_does_not_end_within_the_grace_is_abandoned_and_told()
    {
        var (begun, never) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        await using var agent = new Instrument(Instrument.Stubborn(begun, never.Task));
        await agent.StartAsync("acq");
        await begun.Task;
        var stopping = agent.Host.StopAsync(TimeSpan.FromSeconds(10));
        Assert.False(stopping.IsCompleted);

        agent.Time.Advance(TimeSpan.FromSeconds(10));
        await stopping;

        var session = (await agent.AskAsync(AgentAction.Status, "acq")).Session;
        Assert.Equal(("done", false, "Abandoned: it did not end within 10 s."), ((string)session["status"]!, (bool)session["success"]!, (string)session["messages"]![0]![1]!));
        Assert.Equal("FORAY452", Assert.Single(agent.Problems).Code);
        never.SetResult("late");
    }
}
