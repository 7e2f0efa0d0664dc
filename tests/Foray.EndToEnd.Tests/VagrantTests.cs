namespace Foray.EndToEnd.Tests;

/// <summary>The site <c>vagrant</c> through the command line, with a stand-in whose machines are real SSH servers.</summary>
public sealed class VagrantTests : IAsyncLifetime
{
    private readonly VagrantStandIn _vagrant = new();
    private readonly TestFolder _folder;

    public VagrantTests() => _folder = new TestFolder { Environment = _vagrant.Environment };

    public ValueTask InitializeAsync()
    {
        VagrantStandIn.SkipWhereMissing();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _vagrant.Dispose();
    }

    [Fact]
    public async Task Up_run_and_down_work_and_leave_nothing()
    {
        _folder.Write("data.txt", "input\n");
        _folder.Write("experiment.yml", File("""
                inputs: [{ src: data.txt }]
                scripts:
                  - labels: [kiso.worker.1, foray.boss.1]
                    script: cat data.txt; setsid sleep 86400 >/dev/null 2>&1 & echo "$FORAY_MACHINE" > name.txt
                outputs: [{ src: name.txt }]
            """));

        var check = await _folder.ForayAsync("check");
        var up = await _folder.ForayAsync("up");
        var again = await _folder.ForayAsync("up");
        var run = await _folder.ForayAsync("run");

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.True(up.ExitCode == 0, up.ToString());
        Assert.Contains("Booting VM...", up.Output + up.Error, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, _vagrant.Machines.Count);
        Assert.Equal(3, _vagrant.Calls.Count(call => call.Contains(": up ", StringComparison.Ordinal)));
        Assert.Equal("worker-1\n", System.IO.File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-1", "name.txt")));
        Assert.Equal("boss-1\n", System.IO.File.ReadAllText(_folder.Of("output", "latest", "outputs", "boss-1", "name.txt")));
        AssertKeepsNoKey();

        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");
        var repeated = await _folder.ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.True(repeated.ExitCode == 0, repeated.ToString());
        AssertNothingLeft(ids);
    }

    [Fact]
    public async Task A_machine_that_fails_is_named_the_others_stay_and_the_next_up_makes_it_alone()
    {
        _vagrant.Fail("up", "worker-2", "Timed out while waiting for the machine to boot. This means that\nVagrant was unable to communicate with the guest machine.\n");
        _folder.Write("experiment.yml", File(Experiments.Script("true")));

        var up = await _folder.ForayAsync("up");

        Assert.True(up.ExitCode == 3, up.ToString());
        Assert.Contains("FORAY354: machine 'worker-2' could not be brought up: Timed out while waiting for the machine to boot.", up.Error, StringComparison.Ordinal);
        Assert.Equal(2, _vagrant.Machines.Count);

        _vagrant.Mend("up", "worker-2");
        var again = await _folder.ForayAsync("up");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(3, _vagrant.Machines.Count);
        Assert.Equal(2, _vagrant.Calls.Count(call => call.StartsWith("worker-2: up", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_up_that_fails_the_second_time_orphans_no_machine()
    {
        _folder.Write("experiment.yml", File(Experiments.Script("true")));
        await _folder.ForayAsync("up");
        _vagrant.Fail("up", "late-1", "no\n");
        _folder.Write("experiment.yml", File(Experiments.Script("true")).Replace("        - labels: [boss]", "        - labels: [late]\n          flavour: tiny\n        - labels: [boss]", StringComparison.Ordinal));

        var up = await _folder.ForayAsync("up");
        _folder.Write("experiment.yml", "not: [valid");
        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");

        Assert.True(up.ExitCode == 3, up.ToString());
        Assert.True(down.ExitCode == 0, down.ToString());
        AssertNothingLeft(ids);
    }

    [Fact]
    public async Task A_box_that_is_not_there_is_told_with_what_to_do()
    {
        _vagrant.OfferOnly("some/other");
        _folder.Write("experiment.yml", File(Experiments.Script("true")));

        var up = await _folder.ForayAsync("up");

        Assert.True(up.ExitCode == 3, up.ToString());
        Assert.Contains("FORAY351: machine 'boss-1' could not be brought up: The box 'generic/debian11' could not be found", up.Error, StringComparison.Ordinal);
        Assert.Contains("vagrant box add", up.Error, StringComparison.Ordinal);
        Assert.Empty(_vagrant.Machines);
    }

    [Fact]
    public async Task Two_vagrant_sites_and_networks_that_cannot_be_are_errors_of_the_check_with_their_places()
    {
        var one = File(Experiments.Script("true"));
        const string Second = "  - kind: vagrant\n    resources: { machines: [{ labels: [more], flavour: tiny }] }\n";
        _folder.Write("two.yml", one.Replace("experiments:", Second + "experiments:", StringComparison.Ordinal));
        _folder.Write("networks.yml", one.Replace("192.168.42.0/24", "192.168.42.0/30", StringComparison.Ordinal)
            .Replace("labels: [net1]", "labels: [net1]\n        - cidr: 192.168.0.0/16\n          labels: [net2]", StringComparison.Ordinal));

        var two = await _folder.ForayAsync("check", "two.yml");
        var networks = await _folder.ForayAsync("check", "networks.yml");

        Assert.True(two.ExitCode == 2, two.ToString());
        Assert.Contains("two.yml:15:11: error FORAY280: a file can have one site 'vagrant', and the first one is on line 3", two.Output, StringComparison.Ordinal);
        Assert.True(networks.ExitCode == 2, networks.ToString());
        Assert.Contains("networks.yml:13:17: error FORAY281: network '192.168.42.0/30' has addresses for 1 machines, and the site has 3", networks.Output, StringComparison.Ordinal);
        Assert.Contains("networks.yml:15:17: error FORAY282: network '192.168.0.0/16' has addresses in common with '192.168.42.0/30'", networks.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_is_free_of_faults_and_runs()
    {
        _folder.Write("experiment.yml", System.IO.File.ReadAllText(Path.Combine(ForayProgram.Root, "examples", "vagrant", "experiment.yml")));

        var check = await _folder.ForayAsync("check", "--format", "json");
        var run = await _folder.ForayAsync("run");

        Assert.Equal("[]", check.Output.Trim());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(2, ResultsFile.Latest(_folder).Cases.Count);
    }

    private static string File(string experiment) => $"""
        name: virtual
        sites:
          - kind: vagrant
            config_extra: config.vm.boot_timeout = 600
            resources:
              machines:
                - labels: [boss]
                  flavour: extra-large
                - labels: [worker]
                  flavour_desc: {"{ core: 1, mem: 512 }"}
                  number: 2
              networks:
                - cidr: 192.168.42.0/24
                  labels: [net1]
        experiments:
          - kind: shell
            name: work
        {experiment}
        """;

    private void AssertKeepsNoKey() =>
        Assert.DoesNotContain("PRIVATE KEY", System.IO.File.ReadAllText(_folder.Of("output", ".foray", "experiment", "journal")), StringComparison.Ordinal);

    private void AssertNothingLeft(IReadOnlyList<string> ids)
    {
        Assert.Empty(_vagrant.Machines);
        Assert.Empty(Leftovers.Of([.. ids]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Of("output", ".foray", "experiment", "machines")));
    }
}
