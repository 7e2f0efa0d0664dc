using Docker.DotNet.Models;
using Foray.Docker.Spawning;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Docker.Tests;

public sealed class DockerSpawnerTests(TestEngine engine) : IAsyncLifetime
{
    private static readonly Runnable Test = new("exec-test", "/bin/true");

    private readonly FakeHost _host = new();

    public static TheoryData<string> Contract => [.. ConformanceSuite.Names(SuiteOf(_ => null!, _ => null!, () => []))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        engine.SkipWhereMissing();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Contract))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(
        SuiteOf(host => Create(host), host => Create(host, image: "no-such-image:here"), () => [.. FindAsync().GetAwaiter().GetResult().Select(container => container.ID)]), check, Token);

    [Fact]
    public async Task Each_test_has_a_container_of_its_own()
    {
        await using var spawner = Create(_host);
        var first = await spawner.AcquireAsync(Test, Token);
        await RunAsync(first, "echo here >/left");
        await spawner.ReleaseAsync(first, Token);
        var second = await spawner.AcquireAsync(Test, Token);

        Assert.Equal("gone", await RunAsync(second, "cat /left 2>/dev/null || printf gone"));
        Assert.Single(await FindAsync());
    }

    [Fact]
    public async Task Containers_that_are_kept_are_used_again_and_go_with_the_spawner()
    {
        await using (var spawner = Create(_host, reuse: true))
        {
            var first = await spawner.AcquireAsync(Test, Token);
            await RunAsync(first, "printf here >/left");
            await spawner.ReleaseAsync(first, Token);
            var second = await spawner.AcquireAsync(Test, Token);
            Assert.Equal("here", await RunAsync(second, "cat /left"));
            await spawner.AcquireAsync(Test, Token);
            Assert.Equal(2, (await FindAsync()).Count);
        }

        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task A_kept_container_that_was_removed_meanwhile_is_made_anew()
    {
        await using var spawner = Create(_host, reuse: true);
        await spawner.ReleaseAsync(await spawner.AcquireAsync(Test, Token), Token);
        await engine.Client.Containers.RemoveContainerAsync(Assert.Single(await FindAsync()).ID, new ContainerRemoveParameters { Force = true }, Token);

        Assert.Equal("works", await RunAsync(await spawner.AcquireAsync(Test, Token), "printf works"));
    }

    [Fact]
    public async Task The_options_make_the_container()
    {
        await using var spawner = PluginUnderTest.Create<DockerSpawner>(
            new { Host = engine.Address, Image = TestImage.Full, Pull = "never", User = "plain", Environment = new Dictionary<string, string> { ["GREETING"] = "hello" }, Memory = "64MiB", Cpus = 0.5 }, _host);

        Assert.Equal("1234 hello", await RunAsync(await spawner.AcquireAsync(Test, Token), "printf '%s %s' \"$(id -u)\" \"$GREETING\""));
        var made = await engine.Client.Containers.InspectContainerAsync(Assert.Single(await FindAsync()).ID, Token);
        Assert.Equal((64 * 1024 * 1024, 500_000_000), (made.HostConfig!.Memory, made.HostConfig.NanoCPUs));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_by_the_next_spawner_and_nothing_else_is()
    {
        var self = ContainerOwner.Here();
        var gone = self with { Process = self.Process with { StartTime = self.Process.StartTime + 1 } };
        var elsewhere = gone with { Computer = "another" };
        await LeaveAsync("gone", gone.ToString());
        await LeaveAsync("elsewhere", elsewhere.ToString());
        await LeaveAsync("alive", self.ToString());
        await LeaveAsync("strange", "nobody knows");

        await using var spawner = Create(_host);
        await spawner.ReleaseAsync(await spawner.AcquireAsync(Test, Token), Token);

        Assert.Equal(["alive", "elsewhere", "strange"], (await FindAsync()).Select(container => container.Labels["foray.name"]).Order(StringComparer.Ordinal));
        foreach (var left in await FindAsync())
            await engine.Client.Containers.RemoveContainerAsync(left.ID, new ContainerRemoveParameters { Force = true }, Token);
    }

    [Fact]
    public void An_owner_is_read_as_it_was_written_and_this_process_is_alive()
    {
        var self = ContainerOwner.Here();
        Assert.Equal(self, ContainerOwner.Parse(self.ToString()));
        Assert.Equal(Environment.ProcessId, self.Process.Pid);
        Assert.True(((IProcesses)_host.Processes).IsAlive(self.Process));
    }

    [Fact]
    public async Task Where_no_engine_answers_that_is_what_is_told()
    {
        await using var spawner = PluginUnderTest.Create<DockerSpawner>(new { Host = "unix:///no/such/socket", Image = "x" }, _host);
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => spawner.AcquireAsync(Test, Token));
        Assert.Equal("FORAY380", failure.Diagnostics[0].Code);
    }

    private static IReadOnlyList<ConformanceCheck> SuiteOf(Func<FakeHost, DockerSpawner> create, Func<FakeHost, DockerSpawner> failing, Func<IReadOnlyList<string>> made) =>
    [
        .. SpawnerConformance.Checks(new SpawnerSubject(create) { Failing = failing, FindMade = _ => made(), Patience = TimeSpan.FromSeconds(60) }),
        .. PluginConformance.Checks(new PluginSubject(typeof(DockerSpawner)) { Options = new { Host = "unix:///nowhere", Image = "x" } }),
    ];

    private DockerSpawner Create(FakeHost host, bool reuse = false, string image = TestImage.Full) =>
        PluginUnderTest.Create<DockerSpawner>(new { Host = engine.Address, Image = image, Pull = "never", Reuse = reuse }, host);

    private static async Task<string> RunAsync(IMachine machine, string script)
    {
        var result = await machine.ExecuteAsync(new ExecutionRequest(script), Token);
        Assert.True(result.ExitCode == 0, result.Error);
        return System.Text.Encoding.UTF8.GetString(result.Output.Span);
    }

    private async Task LeaveAsync(string name, string owner) => await engine.Client.Containers.CreateContainerAsync(
        new CreateContainerParameters { Image = TestImage.Full, Cmd = ["true"], Labels = new Dictionary<string, string> { ["foray.machine"] = Guid.NewGuid().ToString("N"), ["foray.name"] = name, ["foray.owner"] = owner } },
        Token);

    private async Task<IList<ContainerListResponse>> FindAsync() => await engine.Client.Containers.ListContainersAsync(
        new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { ["foray.owner"] = true } } }, Token);
}
