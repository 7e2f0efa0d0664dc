using System.Text.Json.Nodes;
using Foray.Sdk.Testing.Agents;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

public sealed class ThermometerAgentTests
{
    [Fact]
    public async Task A_target_out_of_range_is_refused()
    {
        using var host = new FakeHost();
        var agent = PluginUnderTest.Create<ThermometerAgent>(new { }, host);
        var task = agent.Operations.Single(operation => operation.Name == "set_target");

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            task.RunAsync(new FakeAgentSession(new JsonObject { ["kelvin"] = -1.0 }), TestContext.Current.CancellationToken));

        Assert.Contains("from 0 to 1000", refusal.Message, StringComparison.Ordinal);
    }
}
