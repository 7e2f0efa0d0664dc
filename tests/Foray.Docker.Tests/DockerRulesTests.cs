using System.Net.Sockets;
using Foray.Docker.Engines;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Checks;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Sites;

namespace Foray.Docker.Tests;

/// <summary>What can be said without an engine.</summary>
public sealed class DockerRulesTests
{
    private static readonly object Machines = new[] { new { Labels = new[] { "a" } } };

    [Fact]
    public async Task Problems_of_the_options_are_found_with_their_places()
    {
        var found = await CheckAsync(new
        {
            Host = "ssh://somewhere",
            Resources = new { Machines, Networks = new object[] { new { Labels = new[] { "a" }, Cidr = "10.0.0.0/8" }, new { Labels = new[] { "a" }, Cidr = "10.1.0.0/16" }, new { Labels = new[] { "elsewhere" } } } },
        });
        Assert.Equal(["FORAY294", "FORAY291", "FORAY292", "FORAY293"], found.Select(diagnostic => diagnostic.Code));
        Assert.All(found, diagnostic => Assert.NotNull(diagnostic.Place));
        Assert.Equal([Severity.Error, Severity.Error, Severity.Error, Severity.Warning], found.Select(diagnostic => diagnostic.Severity));
    }

    [Fact]
    public async Task A_socket_where_nobody_listens_is_a_warning()
    {
        var found = Assert.Single(await CheckAsync(new { Host = "unix:///no/such/socket", Image = "x", Resources = new { Machines } }));
        Assert.Equal(("FORAY380", Severity.Warning), (found.Code, found.Severity));
        Assert.Contains("there is no such socket", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Networks_that_touch_and_machines_with_images_are_fine() =>
        Assert.Empty(await CheckAsync(new
        {
            Host = "tcp://somewhere:2375",
            Resources = new
            {
                Machines = new[] { new { Labels = new[] { "a" }, Image = "x" } },
                Networks = new object[] { new { Labels = new[] { "a" }, Cidr = "10.0.0.0/9" }, new { Labels = new[] { "docker" }, Cidr = "10.128.0.0/9" }, new { Labels = new[] { "a" }, Cidr = "fd00::/8" } },
            },
        }));

    [Theory]
    [InlineData("ssh://host", "forward the socket")]
    [InlineData("npipe://./pipe/docker", "correct it")]
    [InlineData("unix://relative", "correct it")]
    [InlineData("tcp://", "correct it")]
    [InlineData("/var/run/docker.sock", "correct it")]
    public void Addresses_that_cannot_be_used_are_refused_with_a_way_out(string address, string remedy)
    {
        var diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => new Engine(address)).Diagnostics);
        Assert.Equal("FORAY382", diagnostic.Code);
        Assert.Contains(remedy, diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_may_not_be_used_is_told_apart_from_one_that_does_not_answer()
    {
        Assert.Equal("FORAY381", EngineFailure.Explain("unix:///x", new HttpRequestException("failed", new SocketException((int)SocketError.AccessDenied)))!.Code);
        Assert.Equal("FORAY380", EngineFailure.Explain("unix:///x", new AggregateException(new SocketException((int)SocketError.ConnectionRefused)))!.Code);
        Assert.Null(EngineFailure.Explain("unix:///x", new InvalidOperationException()));
    }

    [Fact]
    public async Task Where_no_engine_answers_nothing_is_recorded_and_the_machines_are_named()
    {
        var folder = Directory.CreateTempSubdirectory("foray-docker-").FullName;
        var group = new DockerMachineGroup { Labels = new LabelSet(["a"]), Number = 2 };
        var site = new DockerSite(new DockerSiteOptions { Host = $"unix://{folder}/sock", Image = "x", Resources = new DockerResources { Machines = [group] } }, new TestProcesses());
        var context = new FakeSiteContext(folder);
        var requests = site.Machines.Select((machine, index) => new MachineRequest($"m{index}", $"id{index}", machine.Labels, machine)).ToList();
        var diagnostic = Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(() => site.UpAsync(requests, context, TestContext.Current.CancellationToken))).Diagnostics);
        Assert.Equal("FORAY380", diagnostic.Code);
        Assert.StartsWith("machines 'm0', 'm1': ", diagnostic.Message, StringComparison.Ordinal);
        Assert.Empty(context.Records);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyCollection<Diagnostic>> CheckAsync(object options)
    {
        using var host = new FakeHost();
        var context = new FakeCheckContext(options, new PlannedMachine("a-1", "docker", ["a", "docker"]), new PlannedMachine("elsewhere-1", "local", ["elsewhere", "local"]));
        await PluginUnderTest.Create<DockerSite>(options, host).CheckAsync(context, TestContext.Current.CancellationToken);
        return context.Diagnostics;
    }
}
