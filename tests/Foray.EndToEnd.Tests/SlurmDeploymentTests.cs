namespace Foray.EndToEnd.Tests;

public sealed class SlurmDeploymentTests : IAsyncLifetime
{
    private const string Pids = "cat /run/munge/munged.pid /run/slurm/*.pid";

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Hosts_become_a_cluster_that_runs_an_array_and_a_second_deployment_changes_nothing()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FORAY_SOAK") == "1", "four runs of Ansible take minutes: --soak runs it");
        foreach (var program in (string[])["/usr/bin/ansible-playbook", "/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd"])
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
        await using var hosts = await NamespaceHosts.StartAsync("head", "node");
        _folder.Write("more.conf", "KillWait=3\n");
        _folder.Write("experiment.yml", $$"""
            name: cluster
            sites:
            {{hosts.Site("head", "head")}}
            {{hosts.Site("worker", "node")}}
            deployment:
              slurm:
                - { kind: compute, labels: [worker], config_file: more.conf }
                - { kind: controller, labels: [head] }
            experiments:
              - kind: slurm
                name: work
                submit_labels: [head]
                partition: foray
                inputs: []
                poll_interval: 500ms
                matrix: { n: [1, 2, 3] }
                scripts: [{ script: hostname }]
            """);

        var up = await _folder.ForayAsync("up");
        Assert.True(up.ExitCode == 0, up.ToString());
        var before = (await hosts.AskAsync("head", Pids), await hosts.AskAsync("node", Pids), await hosts.AskAsync("node", "md5sum /etc/munge/munge.key /etc/slurm/slurm.conf"));
        var again = await _folder.ForayAsync("up", "--force");
        var run = await _folder.ForayAsync("run");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.DoesNotContain("installed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, (await hosts.AskAsync("head", Pids), await hosts.AskAsync("node", Pids), await hosts.AskAsync("head", "md5sum /etc/munge/munge.key /etc/slurm/slurm.conf")));
        Assert.Equal("400 munge\n", await hosts.AskAsync("node", "stat -c '%a %U' /etc/munge/munge.key"));
        Assert.Contains("KillWait                = 3 sec", await hosts.AskAsync("head", "scontrol show config"), StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal("node\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout"))));
        Assert.True((await _folder.ForayAsync("down")).ExitCode == 0);
    }
}
