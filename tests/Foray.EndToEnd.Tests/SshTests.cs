namespace Foray.EndToEnd.Tests;

public sealed class SshTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_same_experiment_runs_on_two_real_hosts_and_leaves_nothing_on_them()
    {
        await using var one = await SshHost.StartAsync();
        await using var two = await SshHost.StartAsync();
        _folder.Write("data.txt", "input\n");
        _folder.Write("experiment.yml", $"""
            name: remote
            variables:
              token: {"{ env: TEST_TOKEN, secret: true }"}
            sites:
            {SshHost.Site("worker", one, two)}
            software:
              shell:
                - labels: [worker]
                  script: echo installed > "$FORAY_SHARED/software"
            experiments:
              - kind: shell
                name: work
                inputs: [{"{ src: data.txt }"}]
                matrix: {"{ n: [1, 2, 3] }"}
                scripts:
                  - labels: [worker]
                    script: |
                      cat data.txt "$FORAY_SHARED/software"; echo "token $token"
                      echo "n=$n" >> "$FORAY_METRICS"; echo "$FORAY_MACHINE" > out.txt
                outputs: [{"{ src: out.txt }"}]
            """);
        var environment = new Dictionary<string, string?> { ["TEST_TOKEN"] = "very-secret-value" };

        var run = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, environment, "run");

        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Equal(
            "input\ninstalled\ntoken ***\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout"))));
        Assert.Equal("worker-2\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-2", "n=3", "out.txt")));
        foreach (var file in Directory.EnumerateFiles(_folder.Of("output"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("very-secret-value", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(Leftovers.Of(ids));
        Assert.DoesNotContain(ids, id => Directory.Exists(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".foray", id)));
    }

    [Fact]
    public async Task Files_that_scripts_report_come_from_their_hosts()
    {
        await using var host = await SshHost.StartAsync();
        _folder.Write("experiment.yml", $$"""
            name: remote
            sites:
            {{SshHost.Site("worker", host)}}
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts:
                  - labels: [worker]
                    script: |
                      mkdir tree; echo one > tree/one; ln -s /etc/passwd tree/out
                      echo '{"artifact": "tree", "path": "model"}' >> "$FORAY_METRICS"
                      echo "{\"artifact\": \"$PWD/tree/one\"}" >> "$FORAY_METRICS"
                      echo '{"artifact": "nowhere"}' >> "$FORAY_METRICS"
            """);

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("'worker-1: nowhere' is not kept as it was reported: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("it lacks 'out' (it is a link)", run.Error, StringComparison.Ordinal);
        var csv = await _folder.ForayAsync("runs", "list", "--all", "--format", "json");
        using var list = System.Text.Json.JsonDocument.Parse(csv.Output);
        var part = list.RootElement.GetProperty("runs").EnumerateArray().Single(one => one.GetProperty("parent").GetString() is not null).GetProperty("id").GetString()!;
        var shown = await _folder.ForayAsync("runs", "show", part);
        Assert.Matches(@"(?s)artifacts.* model/one +4 .* one +4 ", shown.Output);
    }

    [Fact]
    public async Task A_line_runs_on_fifty_hosts_and_leaves_nothing_on_them()
    {
        SshHost.SkipWhereMissing();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux answers to all addresses of the loopback");
        const int Count = 50;
        await using var hosts = await SshHosts.StartAsync(Count);
        _folder.Write("experiment.yml", $"""
            name: many
            sites:
            {hosts.Site("worker")}
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{"{ labels: [worker], script: 'echo \"$FORAY_MACHINE\"' }"}]
            """);

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(Enumerable.Range(1, Count).Select(number => $"worker-{number}").Order(StringComparer.Ordinal), rows.Select(row => ResultsFile.Text(row, "machine")).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(
            $"{ResultsFile.Text(row, "machine")}\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout"))));
        var ids = JournalFile.MachineIds(_folder);
        var down = await _folder.ForayAsync("down");
        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Empty(Leftovers.Of(ids));
        Assert.DoesNotContain(ids, id => Directory.Exists(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".foray", id)));
    }

    [Fact]
    public async Task The_example_runs_on_two_hosts_as_it_stands()
    {
        await using var one = await SshHost.StartAsync();
        await using var two = await SshHost.StartAsync();
        var example = Path.Combine(ForayProgram.Root, "examples", "ssh");
        foreach (var name in (string[])["experiment.yml", "words.txt"])
            _folder.Write(name, File.ReadAllText(Path.Combine(example, name)));
        _folder.Write("ssh_config", string.Concat(new[] { ("first", one), ("second", two) }.Select(host => $"""
            Host {host.Item1}
              HostName 127.0.0.1
              User root
              Port {host.Item2.Port}
              IdentityFile {host.Item2.Key}
              UserKnownHostsFile {host.Item2.KnownHosts}

            """)));

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.True(row.GetProperty("metrics").GetProperty("found").GetDouble() > 0));
        Assert.Equal(4, Directory.EnumerateFiles(_folder.Of("output", "latest", "outputs"), "found.txt", SearchOption.AllDirectories).Count());
        Assert.Equal(0, (await _folder.ForayAsync("down")).ExitCode);
    }

    [Fact]
    public async Task A_host_that_is_away_and_a_host_with_another_key_are_each_named_and_nothing_hangs()
    {
        await using var away = await SshHost.StartAsync();
        await using var other = await SshHost.StartAsync();
        File.WriteAllText(other.KnownHosts, File.ReadAllText(away.KnownHosts).Replace($":{away.Port}", $":{other.Port}", StringComparison.Ordinal));
        _folder.Write("experiment.yml", $"""
            name: remote
            sites:
            {SshHost.Site("worker", away, other)}
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{"{ labels: [worker], script: 'true' }"}]
            """);
        await away.StopAsync();

        var run = await _folder.ForayAsync("run");

        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("worker-1", run.Error, StringComparison.Ordinal);
        Assert.Contains("FORAY321", run.Error, StringComparison.Ordinal);
        Assert.Contains("FORAY323", run.Error, StringComparison.Ordinal);
    }
}
