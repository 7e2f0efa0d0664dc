using System.Globalization;
using Docker.DotNet.Models;
using Foray.CommandLine;

namespace Foray.Docker.Tests;

/// <summary>One experiment on containers and on hosts that are reached with SSH, with software that a real playbook installs on both.</summary>
[Collection(NetworkUsers.Name)]
public sealed class BothKindsTests(TestEngine engine) : IAsyncLifetime
{
    private const string Tag = "python";
    private const string Changed = "cd /.changed && find . /root -xdev -newer /tmp/before -type f | sort";

    private readonly TestFolder _folder = new();
    private readonly string _plugin = Path.GetDirectoryName(FixturePackage.Built(FixturePackage.Greeter))!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        engine.SkipWhereMissing();
        Assert.SkipUnless(File.Exists("/usr/bin/ansible-playbook"), "Ansible is not installed");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Software_is_installed_once_cases_run_on_both_their_files_come_here_and_nothing_is_left()
    {
        await engine.ImportAsync(await TestImage.MakeWithPythonAsync(), TestImage.Name, Tag);
        await using var hosts = await NamespaceHosts.StartAsync("east", "west");
        Write(hosts);
        await hosts.AskAsync("east", "touch /tmp/before; sleep 0.01");

        await AssertUpInstallsOnceAsync(hosts);
        await AssertRunBringsFilesAsync();
        await AssertDownLeavesNothingAsync(hosts);
    }

    private async Task AssertUpInstallsOnceAsync(NamespaceHosts hosts)
    {
        var up = await ForayAsync("up");
        Assert.True(up.ExitCode == 0, up.ToString());
        Assert.Equal(4, CountOf(up, "installed"));
        Assert.Equal("good morning\n", await hosts.AskAsync("west", "greet"));
        Assert.Equal(2, (await ContainersAsync()).Count);
        var before = await StateAsync(hosts);

        var plan = await ForayAsync("plan");
        Assert.Equal(4, CountOf(plan, "keep     software greeter on "));
        Assert.Equal(4, CountOf(plan, "keep     machine "));
        var again = await ForayAsync("up");
        var forced = await ForayAsync("up", "--force");

        Assert.True(again.ExitCode == 0 && forced.ExitCode == 0, again.ToString() + forced);
        foreach (var result in (CommandResult[])[again, forced])
        {
            Assert.Equal(0, CountOf(result, "installed"));
            Assert.Equal(4, CountOf(result, "unchanged"));
        }

        Assert.Equal(before, await StateAsync(hosts));
    }

    private async Task AssertRunBringsFilesAsync()
    {
        var run = await ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        var cases = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(8, cases.Count);
        foreach (var machine in (string[])["box-1", "box-2", "host-1", "host-2"])
        {
            for (var n = 1; n <= 2; n++)
                Assert.Equal($"good morning from {machine}\n", await File.ReadAllTextAsync(_folder.Of("output", "latest", "outputs", machine, string.Create(CultureInfo.InvariantCulture, $"n={n}"), "said.txt"), Token));
            var collected = await ForayAsync("collect", "--from", $"{machine}:/opt/greeter/greeting", "--to", _folder.Of("brought", machine));
            Assert.True(collected.ExitCode == 0, collected.ToString());
            Assert.Equal("good morning\n", await File.ReadAllTextAsync(Directory.EnumerateFiles(_folder.Of("brought", machine), "greeting", SearchOption.AllDirectories).Single(), Token));
        }
    }

    private async Task AssertDownLeavesNothingAsync(NamespaceHosts hosts)
    {
        var ids = JournalFile.MachineIds(_folder);
        Assert.Equal(4, Leftovers.Of(ids).Count(line => line.StartsWith("sleep 86400", StringComparison.Ordinal)));

        var down = await ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(await ContainersAsync());
        Assert.DoesNotContain(await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), Token), network => network.Labels?.ContainsKey("foray.network") == true);
        Assert.Empty(Leftovers.Of(ids));
        // Software stays on hosts that were there before Foray, and nothing else does.
        Assert.Equal("./opt/greeter/daemon\n./opt/greeter/greeting\n./usr/local/bin/greet\n", await hosts.AskAsync("east", Changed));
        Assert.Equal("", await hosts.AskAsync("east", "ls -A /root/.foray"));
        Assert.Empty(Directory.EnumerateFiles(_folder.Of("temporary"), "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Except(["experiment.yml", "output", "brought", "temporary"]));
        var machines = _folder.Of("output", ".foray", "experiment", "machines");
        Assert.False(Directory.Exists(machines) && Directory.EnumerateFileSystemEntries(machines).Any());
    }

    private void Write(NamespaceHosts hosts)
    {
        Directory.CreateDirectory(_folder.Of("temporary"));
        _folder.Write("experiment.yml", $$"""
            name: both
            sites:
              - kind: docker
                host: {{engine.Address}}
                image: {{TestImage.Name}}:{{Tag}}
                resources:
                  machines: [{ labels: [box], number: 2 }]
                  networks: [{ labels: [box], cidr: 10.217.0.0/24 }]
            {{hosts.Site("host", "east", "west")}}
            software:
              greeter:
                labels: [box, host]
                text: good morning
            experiments:
              - kind: shell
                name: greet
                timeout: 2m
                inputs: []
                matrix: { n: [1, 2] }
                scripts:
                  - labels: [box, host]
                    requires: [greet]
                    script: echo "$(greet) from $FORAY_MACHINE" >said.txt
                outputs: [{ src: said.txt }]
            """);
    }

    private Task<CommandResult> ForayAsync(string command, params string[] arguments) => ForayProgram.RunProgramAsync(
        ForayProgram.Path,
        _folder.Path,
        new Dictionary<string, string?> { ["TMPDIR"] = _folder.Of("temporary"), ["XDG_RUNTIME_DIR"] = _folder.Of("temporary") },
        [command, .. arguments, "--plugin", _plugin]);

    private static int CountOf(CommandResult result, string text) =>
        result.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>What the playbook made, with its times.</summary>
    private static Task<string> StateAsync(NamespaceHosts hosts) => hosts.AskAsync("east", "stat -c '%n %i %.9Y %.9Z' /opt/greeter /opt/greeter/greeting /usr/local/bin/greet");

    /// <summary>Ids of this experiment's containers.</summary>
    private async Task<IReadOnlyList<string>> ContainersAsync()
    {
        var machines = JournalFile.MachineIds(_folder);
        return [.. (await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token))
            .Where(container => container.Labels.TryGetValue("foray.machine", out var id) && machines.Contains(id)).Select(container => container.ID)];
    }
}
