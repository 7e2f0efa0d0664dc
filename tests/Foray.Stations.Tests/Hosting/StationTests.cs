using System.Net;
using System.Net.Sockets;
using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;
using Foray.Stations.Hosting;

namespace Foray.Stations.Tests.Hosting;

/// <summary>A whole station in this process, with real packages.</summary>
public sealed class StationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-station-");
    private readonly List<Diagnostic> _problems = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SiteFile => Path.Combine(_folder.FullName, "site.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_starts_stops_and_starts_again_on_the_same_data()
    {
        File.WriteAllText(SiteFile, "hosts: { localhost: { agent-instances: [ { agent-class: LampAgent, instance-id: lamp } ] } }");
        for (var start = 0; start < 2; start++)
        {
            await using var station = await StartAsync(SiteFile);
            Assert.Equal("a", station.Name);
            Assert.Equal("lamp (LampAgent): up", station.Notes[0]);
            using var client = new StationClient(station.Address);
            Assert.Empty(await client.Programs.ListAsync(Token));
            using var http = new HttpClient { BaseAddress = station.Address };
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health", UriKind.Relative), Token)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/api/programs/0/events", UriKind.Relative), Token)).StatusCode);
        }

        Assert.Empty(_problems);
    }

    [Fact]
    public async Task A_second_one_on_the_same_data_is_refused_until_the_first_has_stopped()
    {
        await using (await StartAsync())
            Assert.Equal("FORAY601", await RefusalAsync());
        await using var next = await StartAsync();
    }

    [Fact]
    public async Task A_start_that_fails_half_way_leaves_nothing_open()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Assert.StartsWith("FORAY3", await RefusalAsync(((IPEndPoint)taken.LocalEndpoint).Port), StringComparison.Ordinal);
        await using var station = await StartAsync();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("example.org")]
    public async Task Others_than_this_computer_are_kept_out(string address) => Assert.Equal("FORAY173", await RefusalAsync(address: address));

    [Fact]
    public async Task An_agent_that_does_not_start_is_told_and_keeps_no_other_from_it()
    {
        File.WriteAllText(SiteFile, $"hosts: {{ localhost: {{ agent-instances: [ {{ agent-class: LampAgent, instance-id: broken, arguments: [--fuse, '{SiteFile}'] }}, {{ agent-class: LampAgent, instance-id: whole }} ] }} }}");
        await using var station = await StartAsync(SiteFile);
        Assert.Equal("FORAY454", Assert.Single(_problems).Code);
        using var client = new StationClient(station.Address);
        Assert.Equal(["broken failed", "whole up"], (await client.ListAgentsAsync(Token)).Select(agent => $"{agent.Instance} {agent.State}"));
    }

    private Task<Station> StartAsync(string? site = null, int port = 0, string address = "127.0.0.1") => Station.StartAsync(
        new StationOptions { Name = "a", DataFolder = _folder.FullName, Port = port, Address = address, SiteFile = site, SiteHost = site is null ? null : "localhost" },
        new StationServices(Packages.Catalog(Packages.Lamps, Packages.Runtimes), Packages.Loader(), new SystemProcesses(), TimeProvider.System, _problems.Add),
        Token);

    private async Task<string> RefusalAsync(int port = 0, string address = "127.0.0.1")
    {
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => StartAsync(port: port, address: address));
        return Assert.Single(refusal.Diagnostics).Code;
    }
}
