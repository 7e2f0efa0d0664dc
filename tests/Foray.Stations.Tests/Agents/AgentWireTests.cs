using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Agents;

namespace Foray.Stations.Tests.Agents;

public sealed class AgentWireTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '퟿'], 0, 20];
    private static readonly Gen<JsonObject> Content = Gen.Dictionary(Text, Gen.Int)[0, 4].Select(members => new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, member.Value))));

    [Fact]
    public void Requests_are_read_as_they_were_written() =>
        Gen.Select(Gen.Enum<AgentAction>(), Text, Gen.Null(Content), Gen.Nullable(Gen.Double[-10, 1e9])).Sample((action, operation, parameters, timeout) =>
        {
            var request = new AgentRequest(action, operation) { Parameters = parameters, Timeout = timeout };
            var read = AgentWire.ReadRequest(AgentWire.Write(request));
            Assert.Equal((action, operation, parameters?.ToJsonString(), timeout), (read.Action, read.Operation, read.Parameters?.ToJsonString(), read.Timeout));
        });

    [Fact]
    public void Replies_and_agents_are_read_as_they_were_written()
    {
        Gen.Select(Gen.Int, Text, Content).Sample((status, message, session) =>
        {
            var read = AgentWire.ReadReply(AgentWire.Write(new AgentReply(status, message, session)));
            Assert.Equal((status, message, session.ToJsonString()), (read.Status, read.Message, read.Session.ToJsonString()));
        });
        Gen.Select(Text, Text, Gen.Null(Text), (name, state, problem) => new AgentEntry(name, name, name, name, state, problem)).List[0, 4]
            .Sample(agents => Assert.Equal(agents, AgentWire.ReadAgents(AgentWire.Write(agents))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"action":"Start"}""")]
    [InlineData("""{"action":"9","operation":"a"}""")]
    [InlineData("""{"action":"Start","operation":"a","params":[]}""")]
    [InlineData("""{"action":"Start","action":"Stop","operation":"a"}""")]
    [InlineData("""{"action":"Start","operation":"a","timeout":"x"}""")]
    public void A_request_that_cannot_be_understood_is_refused(string text) =>
        Assert.Equal("FORAY224", Assert.Single(Assert.Throws<DiagnosticException>(() => AgentWire.ReadRequest(Encoding.UTF8.GetBytes(text))).Diagnostics).Code);

    [Fact]
    public void Damaged_bytes_are_read_or_refused()
    {
        var valid = AgentWire.Write(new AgentRequest(AgentAction.Start, "acq") { Parameters = new JsonObject { ["a"] = 1 }, Timeout = 2 });
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, valid.Length]).Sample((at, value, length) =>
        {
            var bytes = valid.ToArray();
            bytes[at] = value;
            foreach (var read in (Action[])[() => AgentWire.ReadRequest(bytes[..length]), () => AgentWire.ReadRequest(bytes), () => AgentWire.ReadReply(bytes), () => AgentWire.ReadAgents(bytes)])
                Assert.True(Record.Exception(read) is null or DiagnosticException);
        });
    }
}
