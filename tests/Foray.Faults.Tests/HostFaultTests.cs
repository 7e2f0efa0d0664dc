namespace Foray.Faults.Tests;

/// <summary>What happens to one host in the middle of the work is told of that host, and the other comes to its end.</summary>
public sealed class HostFaultTests : IAsyncLifetime
{
    private const string Awaited = "/run/leave";

    private readonly TestFolder _folder = new();
    private readonly string _plugin = Path.GetDirectoryName(FixturePackage.Built(FixturePackage.Greeter))!;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ansible-playbook"), "Ansible is not installed");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public Task A_host_that_dies_in_the_middle_of_a_playbook_is_told_and_the_other_one_is_installed() => LoseAsync((hosts, host) => hosts.KillAsync(host));

    /// <summary>Nobody is told of a network that goes down: SSH finds out after 45 s without an answer.</summary>
    [Fact]
    public Task A_network_that_goes_down_in_the_middle_of_a_playbook_is_told_and_the_other_one_is_installed() => LoseAsync((hosts, host) => hosts.CutAsync(host));

    [Fact]
    public async Task A_playbook_that_waits_ends_when_its_time_is_up_with_all_that_it_runs()
    {
        await using var hosts = await NamespaceHosts.StartAsync("good");
        Write(hosts, "    timeout: 5s", "good");

        var up = await ForayAsync("up");

        Assert.True(up.ExitCode == 1, up.ToString());
        Assert.Contains("FORAY534", up.Error, StringComparison.Ordinal);
        Assert.Contains("'worker-1' within 5s", up.Error, StringComparison.Ordinal);
        Assert.Equal("0\n", await hosts.AskAsync("good", "pgrep -c -f [A]nsiballZ"));
    }

    [Fact]
    public async Task A_full_disk_on_one_host_is_told_and_the_other_one_is_installed()
    {
        await using var hosts = await NamespaceHosts.StartAsync("good", "bad");
        Write(hosts, "", "good", "bad");
        await hosts.AskAsync("good", $"touch {Awaited}");
        await hosts.AskAsync("bad", $"touch {Awaited}; mount -t tmpfs -o size=16k tmpfs /opt; dd if=/dev/zero of=/opt/full bs=1k 2>/dev/null");

        var up = await ForayAsync("up");

        Assert.True(up.ExitCode == 1, up.ToString());
        AssertToldOnly("FORAY533", "worker-2", up);
        Assert.Contains("No space left on device", up.Error, StringComparison.Ordinal);
        Assert.Equal("hello\n", await hosts.AskAsync("good", "greet"));

        await hosts.AskAsync("bad", "rm /opt/full");
        var again = await ForayAsync("up");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("hello\n", await hosts.AskAsync("bad", "greet"));
    }

    [Fact]
    public async Task A_host_whose_disk_has_no_place_for_the_machine_is_told_and_its_script_as_well()
    {
        await using var hosts = await NamespaceHosts.StartAsync("good", "bad");
        WriteExperiment(hosts, "", "good", "bad");
        await hosts.AskAsync("bad", "mount -t tmpfs -o size=32k tmpfs /root/.foray; dd if=/dev/zero of=/root/.foray/full bs=1k 2>/dev/null");

        var up = await ForayAsync("up");
        await hosts.AskAsync("bad", "rm /root/.foray/full");
        var mended = await ForayAsync("up");
        await hosts.AskAsync("bad", "dd if=/dev/zero of=/root/.foray/full bs=1k 2>/dev/null");
        var run = await ForayAsync("run");
        await hosts.AskAsync("bad", "rm /root/.foray/full");
        var again = await ForayAsync("run");

        Assert.True(up.ExitCode == 3 && mended.ExitCode == 0, up.ToString() + mended);
        AssertToldOnly("FORAY328", "worker-2", up);
        Assert.Contains("No space left on device", up.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode is 1 or 3, run.ToString());
        Assert.Contains("No space left on device", run.Error + run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.ToString());
    }

    private async Task LoseAsync(Func<NamespaceHosts, string, Task> lose)
    {
        await using var hosts = await NamespaceHosts.StartAsync("good", "bad");
        Write(hosts, "", "good", "bad");
        var begun = Task.WhenAll(((string[])["good", "bad"]).Select(host => hosts.AwaitFileAsync(host, "/opt/greeter/greeting")));
        using var up = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "up", "--plugin", _plugin);
        await Task.WhenAny(begun, up.ExitedAsync(TestContext.Current.CancellationToken));
        Assert.False(up.HasExited, "the installation ended before its middle");

        await lose(hosts, "bad");
        await hosts.AskAsync("good", $"touch {Awaited}");
        var result = await up.EndAsync();

        Assert.True(result.ExitCode == 3, result.ToString());
        AssertToldOnly("FORAY362", "worker-2", result);
        Assert.Contains("was lost in the task", result.Error, StringComparison.Ordinal);
        Assert.Equal("hello\n", await hosts.AskAsync("good", "greet"));
        var plan = await ForayAsync("plan");
        Assert.Contains("keep     software greeter on worker-1", plan.Output, StringComparison.Ordinal);
        Assert.Contains("install  software greeter on worker-2", plan.Output, StringComparison.Ordinal);
    }

    private static void AssertToldOnly(string code, string machine, CommandResult result)
    {
        var told = Assert.Single(result.Error.Split('\n'), line => line.Contains("error FORAY", StringComparison.Ordinal));
        Assert.Contains(code, told, StringComparison.Ordinal);
        Assert.Contains($"'{machine}'", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private void Write(NamespaceHosts hosts, string more, params string[] names) => WriteExperiment(hosts, $"""
        software:
          greeter:
            labels: [worker]
            wait_for: {Awaited}
        {more}
        """, names);

    private void WriteExperiment(NamespaceHosts hosts, string software, params string[] names) => _folder.Write("experiment.yml", $$"""
        name: faults
        sites:
        {{hosts.Site("worker", names)}}
        {{software}}
        experiments:
          - { kind: shell, name: work, inputs: [], scripts: [{ labels: [worker], script: 'true' }] }
        """);

    private Task<CommandResult> ForayAsync(params string[] arguments) => _folder.ForayAsync([.. arguments, "--plugin", _plugin]);
}
