using Foray.Stations.Agents;

namespace Foray.Stations.Tests.Agents;

public sealed class AgentClassNameTests
{
    [Theory]
    [InlineData("fake-data-agent", "FakeDataAgent", true)]
    [InlineData("influxdb-agent", "InfluxDBAgent", true)]
    [InlineData("lakeshore372_agent", "Lakeshore372Agent", true)]
    [InlineData("fake-data-agent", "fake-data-agent", true)]
    [InlineData("fake-data-agent", "FakeData", false)]
    [InlineData("fake-data-agent", "", false)]
    public void A_class_of_a_site_file_is_the_plugin_with_the_same_letters(string plugin, string agentClass, bool expected) =>
        Assert.Equal(expected, AgentClassName.IsOf(plugin, agentClass));
}
