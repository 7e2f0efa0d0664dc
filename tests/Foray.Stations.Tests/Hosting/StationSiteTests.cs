using Foray.Sdk.Diagnostics;
using Foray.Stations.Hosting;

namespace Foray.Stations.Tests.Hosting;

public sealed class StationSiteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-site-");
    private readonly List<Diagnostic> _warnings = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_site_file_there_is_no_site() => Assert.Null(StationSite.Read(new StationOptions(), Packages.Catalog(), _warnings.Add));

    [Fact]
    public void Errors_in_arguments_refuse_the_whole_file()
    {
        var refusal = Assert.Throws<DiagnosticException>(() => Read("hosts: { localhost: { agent-instances: [ { agent-class: LampAgent, instance-id: a, arguments: [--sluw, '1'] } ] } }"));
        Assert.Contains(refusal.Diagnostics, problem => problem.Severity == Severity.Error && problem.Message.Contains("--sluw", StringComparison.Ordinal));
    }

    [Fact]
    public void An_agent_that_is_not_installed_is_left_out()
    {
        var site = Read("hosts: { localhost: { agent-instances: [ { agent-class: LampAgent, instance-id: a }, { agent-class: OtherAgent, instance-id: b } ] } }")!;
        Assert.Equal(["a (LampAgent): up"], site.Plan.Instances.Select(instance => instance.Line).Take(1));
        Assert.Contains("left out", site.Plan.Instances[1].Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8001/call", 8001, "/call")]
    [InlineData("http://127.0.0.1:8002/bridge", 8002, "/bridge")]
    [InlineData("http://localhost:8003", 8003, "/call")]
    public void The_bridge_is_where_the_file_says(string url, int port, string path)
    {
        var site = Read(WithHub(url))!;
        Assert.Equal((port, path), (site.Port(), site.BridgePath));
    }

    [Fact]
    public void A_bridge_on_another_computer_is_refused_where_its_port_is_needed()
    {
        var site = Read(WithHub("http://ocs.example.org:8001/call"))!;
        Assert.Equal("FORAY173", Assert.Single(Assert.Throws<DiagnosticException>(() => site.Port()).Diagnostics).Code);
    }

    [Fact]
    public void A_host_that_is_not_in_the_file_is_refused() =>
        Assert.Equal("FORAY240", Assert.Single(Assert.Throws<DiagnosticException>(() => Read(WithHub("http://localhost:8001/call"), "elsewhere")).Diagnostics).Code);

    private static string WithHub(string url) =>
        $"hub: {{ wamp_server: 'ws://localhost:8001/ws', wamp_http: '{url}', wamp_realm: test_realm, address_root: observatory, registry_address: observatory.registry }}\nhosts: {{ localhost: {{ agent-instances: [] }} }}";

    private StationSite? Read(string text, string host = "localhost")
    {
        var file = Path.Combine(_folder.FullName, "site.yaml");
        File.WriteAllText(file, text);
        return StationSite.Read(new StationOptions { SiteFile = file, SiteHost = host }, Packages.Catalog(Packages.Lamps), _warnings.Add);
    }
}
