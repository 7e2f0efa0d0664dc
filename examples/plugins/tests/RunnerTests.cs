using Example.Runners;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Jobs;
using Foray.Sdk.Testing.Machines;

namespace Example.Tests;

public sealed class RunnerTests : IAsyncLifetime
{
    // Says what it was asked, "has" an image after it was pulled, and runs the command behind the image's name.
    private const string FakeDocker = """
        echo "$*" >> "$HOME/docker-calls"
        case $1 in
          image) [ -e "$HOME/image" ] ;;
          pull) [ "$2" != absent ] && touch "$HOME/image" ;;
          rmi) rm "$HOME/image" ;;
          rm) : ;;
          run) while [ "$1" != alpine ]; do shift; done; shift; exec "$@" ;;
        esac
        """;

    private readonly FakeMachine _machine = new("m1");

    public ValueTask InitializeAsync()
    {
        _machine.AddProgram("docker", FakeDocker);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public Task The_local_one_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(LocalRunner))),
        RunnerConformance.Checks(Subject("local", host => PluginUnderTest.Create<LocalRunner>(null, host))));

    [Fact]
    public Task The_container_one_keeps_the_contract() => Contracts.KeepAsync(
        PluginConformance.Checks(new PluginSubject(typeof(ContainerRunner)) { Options = new { Image = "alpine" } }),
        RunnerConformance.Checks(Subject("container", host => PluginUnderTest.Create<ContainerRunner>(new { Image = "alpine", KeepImage = false }, host))));

    public static TheoryData<string> Runners => ["local", "container"];

    [Theory]
    [MemberData(nameof(Runners))]
    public async Task Both_tell_how_a_test_ended_and_keep_what_it_printed(string name)
    {
        var runner = Runner(name);
        await runner.SetUpAsync(TestContext.Current.CancellationToken);

        var (passed, output) = await RunAsync(runner, new Runnable(name, "/bin/echo") { Arguments = ["it's", "a b"] });
        var (failed, _) = await RunAsync(runner, new Runnable(name, "/bin/sh") { Arguments = ["-c", "exit 7"] });
        var (missing, _) = await RunAsync(runner, new Runnable(name, "/no/such/program"));
        await runner.TearDownAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new TestOutcome(TestStatus.Pass), passed);
        Assert.Equal("it's a b\n", output);
        Assert.Equal(new TestOutcome(TestStatus.Fail, "exit code 7"), failed);
        Assert.Equal(TestStatus.Error, missing.Status);
    }

    [Theory]
    [MemberData(nameof(Runners))]
    public async Task Both_pass_the_environment_on(string name)
    {
        var (_, output) = await RunAsync(Runner(name), new Runnable(name, "/bin/sh")
        {
            Arguments = ["-c", "echo $COLOUR"],
            Environment = new Dictionary<string, string> { ["COLOUR"] = "deep red" },
        });

        Assert.Equal("deep red\n", output);
    }

    [Theory]
    [MemberData(nameof(Runners))]
    public async Task Both_end_a_test_that_is_ended_from_outside(string name)
    {
        var runner = Runner(name);
        using var context = new FakeTestContext(_machine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = runner.RunAsync(new Runnable(name, "/bin/sleep") { Arguments = ["86400"] }, context, stop.Token);
        while (!_machine.FindRunningCommands().Contains("test-1/test"))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        Assert.Equal(TestStatus.Interrupted, (await running).Status);
        Assert.Empty(_machine.FindProcesses());
    }

    [Fact]
    public async Task A_container_is_removed_when_its_test_is_ended()
    {
        await Both_end_a_test_that_is_ended_from_outside("container");

        Assert.Contains("rm --force foray-test-1", DockerCalls);
    }

    [Fact]
    public async Task The_image_is_fetched_once_and_goes_again_where_it_shall_not_stay()
    {
        IRunner runner = PluginUnderTest.Create<ContainerRunner>(new { Image = "alpine", KeepImage = false });
        for (var suite = 0; suite < 2; suite++)
        {
            await runner.SetUpAsync(TestContext.Current.CancellationToken);
            for (var test = 0; test < 2; test++)
                await RunAsync(runner, new Runnable("container", "/bin/true"));
            await runner.TearDownAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["pull alpine", "rmi alpine", "pull alpine", "rmi alpine"], DockerCalls.Where(call => call.StartsWith("pull", StringComparison.Ordinal) || call.StartsWith("rmi", StringComparison.Ordinal)));
        Assert.False(File.Exists(_machine.PathOf("~/image")));
    }

    [Fact]
    public async Task An_image_that_was_there_stays()
    {
        await File.WriteAllTextAsync(_machine.PathOf("~/image"), "", TestContext.Current.CancellationToken);
        var runner = PluginUnderTest.Create<ContainerRunner>(new { Image = "alpine", KeepImage = false });
        await RunAsync(runner, new Runnable("container", "/bin/true"));
        await runner.TearDownAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(_machine.PathOf("~/image")));
    }

    [Fact]
    public async Task An_image_that_cannot_be_fetched_is_an_error_of_the_test()
    {
        var (outcome, _) = await RunAsync(PluginUnderTest.Create<ContainerRunner>(new { Image = "absent" }), new Runnable("container", "/bin/true"));

        Assert.Equal(new TestOutcome(TestStatus.Error, "image 'absent' cannot be fetched on 'm1' with 'docker'"), outcome);
    }

    private string[] DockerCalls => File.ReadAllLines(_machine.PathOf("~/docker-calls"));

    private static RunnerSubject Subject(string name, Func<FakeHost, IRunner> create) => new(create)
    {
        Prepare = machine => machine.AddProgram("docker", FakeDocker),
        Passing = new Runnable(name, "/bin/sh") { Arguments = ["-c", "sleep 0.5; echo done"] },
        Failing = new Runnable(name, "/bin/sh") { Arguments = ["-c", "exit 7"] },
        Wrong = new Runnable(name, "/no/such/program"),
        Endless = new Runnable(name, "/bin/sleep") { Arguments = ["86400"] },
    };

    private static IRunner Runner(string name) =>
        name == "local" ? PluginUnderTest.Create<LocalRunner>() : PluginUnderTest.Create<ContainerRunner>(new { Image = "alpine" });

    private async Task<(TestOutcome Outcome, string Output)> RunAsync(IRunner runner, Runnable test)
    {
        using var context = new FakeTestContext(_machine);
        var outcome = await runner.RunAsync(test, context, TestContext.Current.CancellationToken);
        var output = Path.Combine(context.Folder, "stdout");
        return (outcome, File.Exists(output) ? await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken) : "");
    }
}
