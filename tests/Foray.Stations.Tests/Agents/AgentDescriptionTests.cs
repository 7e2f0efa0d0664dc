using System.Text.Json.Nodes;
using Foray.Sdk.Agents;

namespace Foray.Stations.Tests.Agents;

public sealed class AgentDescriptionTests
{
    [Fact]
    public async Task The_description_has_the_shape_of_OCS_and_the_parameters_beside_it()
    {
        await using var agent = new Instrument(
            Instrument.Process("count"), Instrument.Process("acq") with { Summary = "Acquires." },
            Instrument.Task_("delay", _ => { }) with { IsAbortable = true, Parameters = [new("delay", AgentParameterType.Number) { Default = 5.0 }] })
        {
            Feeds = [new("temps") { IsRecorded = true, FrameLength = TimeSpan.FromSeconds(60) }],
        };
        await agent.CallAsync("delay");

        var description = agent.Host.Describe();

        Assert.Equal(["agent_class", "instance_hostname", "instance_pid", "feeds", "processes", "tasks", "access_control"], description.Select(member => member.Key));
        Assert.Equal(("FakeDataAgent", "localhost", Environment.ProcessId), ((string)description["agent_class"]!, (string)description["instance_hostname"]!, (int)description["instance_pid"]!));
        Assert.Null(description["access_control"]);
        Assert.Equal(["acq", "count"], description["processes"]!.AsArray().Select(process => (string)process![0]!));
        Assert.Equal("""{"op_name":"acq","status":"no_history"}""", description["processes"]![0]![1]!.ToJsonString());
        var acq = description["processes"]![0]![2]!.AsObject();
        Assert.Equal(["op_type", "blocking", "docstring", "min_privs", "params"], acq.Select(member => member.Key));
        Assert.Equal(("process", "Acquires."), ((string)acq["op_type"]!, (string)acq["docstring"]!));
        Assert.Null(description["processes"]![1]![2]!["docstring"]);
        var delay = description["tasks"]![0]!;
        Assert.Equal(("delay", "done", true), ((string)delay[0]!, (string)delay[1]!["status"]!, (bool)delay[2]!["abortable"]!));
        Assert.Equal("number", (string)delay[2]!["params"]!["properties"]!["delay"]!["type"]!);
        Assert.Equal(["heartbeat", "temps"], description["feeds"]!.AsArray().Select(feed => (string)feed![0]!));
        var expected = JsonNode.Parse("""
            {
              "agent_address": "observatory.data1", "agg_params": {"frame_length": 60}, "feed_name": "temps", "address": "observatory.data1.feeds.temps",
              "record": true, "session_id": "1600000000", "agent_class": "FakeDataAgent"
            }
            """);
        Assert.Equal(expected!.ToJsonString(), description["feeds"]![1]![1]!.ToJsonString());
    }
}
