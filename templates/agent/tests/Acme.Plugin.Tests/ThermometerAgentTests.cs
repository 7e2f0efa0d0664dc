using System.Text.Json.Nodes;
using Foray.Sdk.Testing.Agents;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

public sealed class ThermometerAgentTests
{
    [Fact]
    public void A_target_out_of_range_is_refused()
    {
        using var host = new FakeHost();
        var agent = PluginUnderTest.Create<ThermometerAgent>(new { }, host);
        var task = agent.Operations.Single(operation => operation.Name == "set_target");

        // As the host does before it starts the task.
        var refusal = Assert.Throws<ArgumentException>(() => new FakeAgentSession(task, new JsonObject { ["kelvin"] = 2000 }));

        Assert.Contains("the largest is 1000", refusal.Message, StringComparison.Ordinal);
    }
}
