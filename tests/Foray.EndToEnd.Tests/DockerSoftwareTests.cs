using System.Diagnostics;

namespace Foray.EndToEnd.Tests;

public sealed class DockerSoftwareTests : IAsyncLifetime
{
    // The packages are fetched here, because the host has no way out; what it does not find among them it must not need.
    private const string Packages = "docker.io containerd runc";

    // An engine keeps its layers in an overlay, which cannot lie in another overlay; and where tests run, limits cannot always be raised.
    private const string Clear = $$"""
        rm -f /usr/local/bin/docker /etc/apt/apt.conf.d/docker-clean
        apt-get -qq purge -y {{Packages}} >/dev/null 2>&1
        mkdir -p /var/lib/docker /var/lib/containerd
        mount -t tmpfs tmpfs /var/lib/docker
        mount -t tmpfs tmpfs /var/lib/containerd
        touch /var/lib/apt/periodic/update-success-stamp
        echo 'ulimit() { :; }' >/etc/default/docker
        command -v dockerd || echo gone
        """;

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_host_without_Docker_gets_it_from_its_distribution_and_a_second_time_changes_nothing()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FORAY_SOAK") == "1", "an installation takes minutes: --soak runs it");
        foreach (var program in (string[])["/usr/bin/ansible-playbook", "/usr/bin/apt-get", "/usr/sbin/dockerd"])
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
        using (var download = Process.Start("/bin/sh", ["-c", $"apt-get -qq update && apt-get -qq install -y --download-only --reinstall {Packages}"]))
        {
            await download.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(download.ExitCode == 0, "Debian's packages cannot be had");
        }

        await using var hosts = await NamespaceHosts.StartAsync("bare");
        var cleared = await hosts.AskAsync("bare", Clear);
        Assert.True(cleared.EndsWith("gone\n", StringComparison.Ordinal), cleared);
        _folder.Write("experiment.yml", $$"""
            name: engine
            sites:
            {{hosts.Site("worker", "bare")}}
            software:
              docker: { labels: [worker], version: "20.10" }
            experiments:
              - { kind: shell, name: ask, inputs: [], scripts: [{ labels: [worker], script: docker info }] }
            """);

        var up = await _folder.ForayAsync("up");
        Assert.True(up.ExitCode == 0, up.ToString());
        var before = await hosts.AskAsync("bare", "cat /var/run/docker.pid; dpkg -l | md5sum");
        var again = await _folder.ForayAsync("up", "--force");
        var run = await _folder.ForayAsync("run");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.DoesNotContain("installed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, await hosts.AskAsync("bare", "cat /var/run/docker.pid; dpkg -l | md5sum"));
        Assert.True(run.ExitCode == 0, run.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Contains("Server Version: 20.10.", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")), StringComparison.Ordinal);
        Assert.True((await _folder.ForayAsync("down")).ExitCode == 0);
    }
}
