using Docker.DotNet;
using Docker.DotNet.Models;
using Foray.CommandLine;

namespace Foray.Docker.Tests;

/// <summary>The real program and real containers.</summary>
[Collection(NetworkUsers.Name)]
public sealed class CommandLineTests(TestEngine engine) : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        engine.SkipWhereMissing();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Two_containers_talk_over_their_network_and_leave_nothing()
    {
        _folder.Write("data.txt", "hello over the network\n");
        _folder.Write("experiment.yml", $$"""
            name: talk
            sites:
              - kind: docker
                host: {{engine.Address}}
                image: {{TestImage.Full}}
                resources:
                  machines:
                    - labels: [server]
                    - labels: [client]
                  networks:
                    - labels: [server, client]
                      cidr: 10.216.0.0/24
            software:
              shell:
                - labels: [docker]
                  script: echo installed >"$FORAY_SHARED/software"
            experiments:
              - kind: shell
                name: talk
                timeout: 60s
                inputs: [{ src: data.txt }]
                scripts:
                  - labels: [server]
                    executable: /bin/sh
                    script: |
                      setsid -f perl -e 'use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 5, LocalPort => 4000) or die;
                        open my $f, ">", "$ENV{FORAY_SHARED}/listening"; close $f;
                        while (my $c = $s->accept) { open my $d, "<", "data.txt"; print {$c} <$d>; close $c }' >/dev/null 2>&1 </dev/null
                      until [ -e "$FORAY_SHARED/listening" ]; do sleep 0.02; done
                  - labels: [client]
                    script: |
                      exec 3<>/dev/tcp/server-1/4000
                      cat - "$FORAY_SHARED/software" <&3 >got.txt
                outputs: [{ src: got.txt, labels: [client] }]
            """);

        var first = await _folder.ForayAsync("up");
        Assert.True(first.ExitCode == 0, first.ToString());
        var containers = await ContainersAsync();
        var again = await _folder.ForayAsync("up");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(2, containers.Count);
        Assert.Equal(containers, await ContainersAsync());
        var run = await _folder.ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        var got = Assert.Single(Directory.EnumerateFiles(_folder.Of("output", "latest"), "got.txt", SearchOption.AllDirectories));
        Assert.Equal("hello over the network\ninstalled\n", await File.ReadAllTextAsync(got, Token));
        await AssertDownLeavesNothingAsync();
    }

    [Fact]
    public async Task A_container_that_is_killed_fails_its_case_and_the_next_run_goes_on()
    {
        _folder.Write("experiment.yml", $$"""
            name: killed
            sites:
              - kind: docker
                host: {{engine.Address}}
                image: {{TestImage.Full}}
                resources: { machines: [{ labels: [worker] }] }
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts:
                  - labels: [worker]
                    script: '[ -e /tmp/second ] || { : >/tmp/second; exec sleep 86400; }'
            """);
        using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
        while (await ContainersAsync() is not [var container] || !await HasBegunAsync(container))
            await Task.Delay(50, Token);
        await engine.Client.Containers.KillContainerAsync((await ContainersAsync())[0], new ContainerKillParameters(), Token);
        var killed = await run.EndAsync();
        Assert.True(killed.ExitCode == 1, killed.ToString());
        Assert.Contains("machine 'worker-1' is gone", await File.ReadAllTextAsync(_folder.Of("output", "latest", "results.json"), Token), StringComparison.Ordinal);

        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 0, second.ToString());
        await AssertDownLeavesNothingAsync();
    }

    [Fact]
    public async Task The_example_runs_as_it_stands()
    {
        var file = _folder.Write("experiment.yml", await File.ReadAllTextAsync(Path.Combine(ForayProgram.Root, "examples", "docker", "experiment.yml"), Token));
        var environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = engine.Address };

        var run = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, environment, "run", file);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All(ResultsFile.Latest(_folder).Cases, row => Assert.Equal("passed", ResultsFile.Text(row, "status")));
        await AssertDownLeavesNothingAsync();
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_a_warning_of_check_and_an_error_of_up()
    {
        _folder.Write("experiment.yml", $$"""
            name: away
            sites:
              - kind: docker
                host: unix://{{_folder.Of("no-socket")}}
                image: {{TestImage.Full}}
                resources: { machines: [{ labels: [worker] }] }
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{ labels: [worker], script: 'true' }]
            """);
        var check = await _folder.ForayAsync("check");
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("warning FORAY380", check.Output + check.Error, StringComparison.Ordinal);
        var up = await _folder.ForayAsync("up");
        Assert.True(up.ExitCode == 3, up.ToString());
        Assert.Contains("error FORAY380", up.Output + up.Error, StringComparison.Ordinal);
    }

    private async Task AssertDownLeavesNothingAsync()
    {
        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(await ContainersAsync());
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), Token);
        Assert.DoesNotContain(networks, network => network.Labels?.ContainsKey("foray.network") == true);
        Assert.Empty(Leftovers.Of(ids));
        var machines = _folder.Of("output", ".foray", "experiment", "machines");
        Assert.False(Directory.Exists(machines) && Directory.EnumerateFileSystemEntries(machines).Any());
    }

    /// <summary>Ids of the containers of this folder's experiment.</summary>
    private async Task<IReadOnlyList<string>> ContainersAsync()
    {
        var machines = File.Exists(_folder.Of("output", ".foray", "experiment", "journal")) ? JournalFile.MachineIds(_folder) : [];
        return [.. (await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token))
            .Where(container => container.Labels.TryGetValue("foray.machine", out var id) && machines.Contains(id)).Select(container => container.ID).Order()];
    }

    private async Task<bool> HasBegunAsync(string container)
    {
        if (!await IsRunningAsync(container))
            return false;
        var exec = await engine.Client.Exec.CreateContainerExecAsync(container, new ContainerExecCreateParameters { AttachStdout = true, Cmd = ["cat", "/tmp/second"] }, Token);
        using var stream = await engine.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), Token);
        await stream.ReadOutputToEndAsync(Token);
        return (await engine.Client.Exec.InspectContainerExecAsync(exec.ID, Token)).ExitCode == 0;
    }

    // An engine lists a container that it is about to make, and does not know it yet when asked for it.
    private async Task<bool> IsRunningAsync(string container)
    {
        try
        {
            return (await engine.Client.Containers.InspectContainerAsync(container, Token)).State?.Running == true;
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }
}
