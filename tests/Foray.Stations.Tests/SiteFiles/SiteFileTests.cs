using Foray.Sdk.Diagnostics;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Tests.SiteFiles;

public sealed class SiteFileTests
{
    [Fact]
    public void A_file_is_read_with_its_hub_and_hosts()
    {
        var file = Some.File("""
            hub:
              wamp_server: ws://127.0.0.1:8001/ws
              wamp_http: http://127.0.0.1:8001/call
              wamp_realm: realm
              address_root: lab.south
              registry_address: lab.registry
            hosts:
              first:
                log-dir: ./log/
                crossbar: { config-dir: /ocs }
                agent-instances:
                  - agent-class: FakeDataAgent
                    instance-id: one
                    manage: docker/down
                    arguments: [--mode, idle]
              second: {}
            """);

        Assert.Empty(file.Diagnostics);
        Assert.Equal(new SiteHub { AddressRoot = "lab.south", Http = new Uri("http://127.0.0.1:8001/call"), Server = new Uri("ws://127.0.0.1:8001/ws"), Realm = "realm" }, file.Hub);
        Assert.Equal(["first", "second"], file.Hosts.Select(host => host.Name));
        Assert.Equal("./log/", file.Hosts[0].LogFolder);
        var instance = Assert.Single(file.Hosts[0].Instances);
        Assert.Equal(("one", "FakeDataAgent", ManageMode.DockerDown, 12), (instance.Id, instance.Class, instance.Manage, instance.Place.Line));
        Assert.Equal(["--mode", "idle"], instance.Arguments.Select(argument => argument.Text));
    }

    [Fact]
    public void A_host_says_what_is_different_at_its_own_hub()
    {
        var file = Some.File("""
            hub: { wamp_http: 'http://a:1/call', address_root: lab }
            hosts:
              one: { wamp_http: 'http://b:2/call' }
              two: { address_root: other }
            """);

        Assert.Empty(file.Diagnostics);
        Assert.Equal((new Uri("http://b:2/call"), "lab"), (file.Hosts[0].Hub.Http, file.Hosts[0].Hub.AddressRoot));
        Assert.Equal((new Uri("http://a:1/call"), "other"), (file.Hosts[1].Hub.Http, file.Hosts[1].Hub.AddressRoot));
    }

    [Theory]
    [InlineData("", ManageMode.HostUp)]
    [InlineData("manage:", ManageMode.HostUp)]
    [InlineData("manage: host/up", ManageMode.HostUp)]
    [InlineData("manage: host", ManageMode.HostUp)]
    [InlineData("manage: up", ManageMode.HostUp)]
    [InlineData("manage: yes", ManageMode.HostUp)]
    [InlineData("manage: 'yes'", ManageMode.HostUp)]
    [InlineData("manage: Yes", ManageMode.HostUp)]
    [InlineData("manage: on", ManageMode.HostUp)]
    [InlineData("manage: true", ManageMode.HostUp)]
    [InlineData("manage: host/down", ManageMode.HostDown)]
    [InlineData("manage: down", ManageMode.HostDown)]
    [InlineData("manage: docker/up", ManageMode.DockerUp)]
    [InlineData("manage: docker", ManageMode.DockerUp)]
    [InlineData("manage: docker/down", ManageMode.DockerDown)]
    [InlineData("manage: ignore", ManageMode.Ignore)]
    [InlineData("manage: no", ManageMode.Ignore)]
    [InlineData("manage: 'no'", ManageMode.Ignore)]
    [InlineData("manage: off", ManageMode.Ignore)]
    [InlineData("manage: false", ManageMode.Ignore)]
    internal void Each_name_of_a_mode_is_understood(string line, ManageMode mode)
    {
        var file = Some.File($"hosts:\n  localhost:\n    agent-instances:\n    - agent-class: A\n      instance-id: a\n      {line}\n");

        Assert.Empty(file.Diagnostics);
        Assert.Equal(mode, file.Hosts[0].Instances[0].Manage);
    }

    [Fact]
    public void The_host_is_the_one_asked_for_else_the_computers_else_localhost()
    {
        var file = Some.File("hosts: { localhost: {}, here: {}, there: {} }");

        Assert.Equal("there", file.HostFor("there", "here").Name);
        Assert.Equal("here", file.HostFor(null, "here").Name);
        Assert.Equal("localhost", file.HostFor(null, "elsewhere").Name);
    }

    [Theory]
    [InlineData("hosts: { north: {}, south: {} }", "nort", "the site file has no host 'nort'", "did you mean 'north'? choose one with --site-host: north, south")]
    [InlineData("hosts: { north: {} }", null, "the site file has neither the host 'here' nor 'localhost'", "choose one with --site-host: north")]
    [InlineData("hosts: {}", null, "the site file has neither the host 'here' nor 'localhost'", "it has no hosts at all: add one below 'hosts'")]
    public void A_host_that_is_not_there_is_answered_with_those_that_are(string text, string? asked, string message, string remedy)
    {
        var refused = Assert.Throws<DiagnosticException>(() => Some.File(text).HostFor(asked, "here"));

        Assert.Equal(Diagnostic.Error("FORAY240", new Place("site.yaml", 0, 0), message, remedy), Assert.Single(refused.Diagnostics));
    }

    [Fact]
    public void The_file_is_the_one_given_else_that_of_the_site_in_the_folder_of_site_files()
    {
        using var folder = new TemporaryFolder();
        string? Environment(string name) => name == "OCS_CONFIG_DIR" ? folder.Path : null;

        Assert.Equal("given.yaml", SiteFilePath.Find("given.yaml", "lab", Environment));
        Assert.Equal(Path.Combine(folder.Path, "lab.yaml"), SiteFilePath.Find(null, "lab", Environment));
        Assert.Null(SiteFilePath.Find(null, null, Environment));
        File.WriteAllText(Path.Combine(folder.Path, "default.yaml"), "");
        Assert.Equal(Path.Combine(folder.Path, "default.yaml"), SiteFilePath.Find(null, null, Environment));
        Assert.Null(SiteFilePath.Find(null, null, _ => null));
        Assert.Equal("FORAY241", Assert.Throws<DiagnosticException>(() => SiteFilePath.Find(null, "lab", _ => null)).Diagnostics[0].Code);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so()
    {
        var file = SiteFile.Read("/nowhere/site.yaml");

        Assert.Equal(("FORAY101", 0), (Assert.Single(file.Diagnostics).Code, file.Hosts.Count));
    }

    [Fact]
    public void More_problems_than_anybody_reads_are_counted()
    {
        var file = Some.File("hosts: { a: { agent-instances: [" + string.Concat(Enumerable.Repeat("text, ", 1500)) + "] } }");

        Assert.Equal(1001, file.Diagnostics.Count);
        Assert.Equal(("FORAY143", "500 more problems are not shown"), (file.Diagnostics[^1].Code, file.Diagnostics[^1].Message));
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("foray-sites-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
