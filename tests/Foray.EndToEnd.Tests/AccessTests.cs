using System.Text.Json;

namespace Foray.EndToEnd.Tests;

/// <summary>Getting at machines that are up.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_command_runs_on_a_machine_of_any_site_and_its_exit_code_is_told()
    {
        await using var host = await SshHost.StartAsync();
        _folder.Write("experiment.yml", $"""
            name: access
            sites:
              - kind: local
                resources: {"{ machines: [{ labels: [here], number: 2 }] }"}
            {SshHost.Site("there", host)}
            experiments:
              - kind: shell
                name: work
                inputs: []
                scripts: [{"{ labels: [here], script: 'true' }"}]
            """);
        var early = await _folder.ForayAsync("ssh", "here-1", "--", "true");
        Assert.True(early.ExitCode == 3, early.ToString());
        Assert.Contains("foray up experiment.yml", early.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await _folder.ForayAsync("up")).ExitCode);
        foreach (var name in new[] { "here-2", "foray.here.2", "there-1", "kiso.there.1", "there" })
        {
            var told = await _folder.ForayAsync("ssh", name, "--", "echo \"$FORAY_MACHINE on $(uname)\"; echo oh >&2; exit 7");
            Assert.True(told.ExitCode == 7, told.ToString());
            Assert.EndsWith("on Linux\n", told.Output, StringComparison.Ordinal);
            Assert.Equal("oh\n", told.Error);
        }

        Assert.Equal("root\n", (await _folder.ForayAsync("ssh", "root@there-1", "--", "whoami")).Output);
    }

    [Theory]
    [InlineData("here-3", "did you mean 'here-1'?")]
    [InlineData("here", "2 machines have the label 'here': here-1, here-2")]
    [InlineData("root@here-1", "leave the user out")]
    [InlineData("-x@here-1", "write MACHINE or USER@MACHINE")]
    [InlineData("elsewhere", "there are here-1, here-2")]
    public async Task A_machine_that_cannot_be_meant_is_told_with_what_can_be(string name, string told)
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true"), machines: 2).Replace("worker", "here", StringComparison.Ordinal));
        Assert.Equal(0, (await _folder.ForayAsync("up")).ExitCode);
        var result = await _folder.ForayAsync("ssh", "--", name, "true");
        Assert.True(result.ExitCode is 2 or 3, result.ToString());
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_running_scripts_have_written_so_far_is_collected_while_they_run()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo so far; echo speed=7 >> \"$FORAY_METRICS\"; touch \"$FORAY_SHARED/begun\"; until [ -e \"$FORAY_SHARED/go\" ]; do sleep 0.05; done")));
        using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
        var shared = _folder.Of("output", ".foray", "experiment", "machines", "worker-1", "shared");
        while (!File.Exists(Path.Combine(shared, "begun")))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var collected = await _folder.ForayAsync("collect", "--to", "now");
        Assert.True(collected.ExitCode == 0, collected.ToString());
        Assert.Equal("so far\n", File.ReadAllText(Directory.EnumerateFiles(_folder.Of("now"), "stdout", SearchOption.AllDirectories).Single()));
        Assert.StartsWith(_folder.Of("now", "work", "default", "worker-1"), collected.Output, StringComparison.Ordinal);

        var shown = await _folder.ForayAsync("logs", "--running");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Equal("==> work/default/worker-1/script-1 stdout <==\nso far\n", shown.Output);
        Assert.Equal(3, (await _folder.ForayAsync("logs", "--running", "--machine", "worker-2")).ExitCode);

        File.WriteAllText(Path.Combine(shared, "go"), "");
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
        Assert.Equal("no case is running\n", (await _folder.ForayAsync("collect")).Output);
    }

    [Fact]
    public async Task Secrets_in_what_running_scripts_have_written_so_far_are_masked()
    {
        var file = _folder.Write("experiment.yml", "variables: { token: { file: token, secret: true } }\n" + Experiments.Local(Experiments.Script(
            "echo \"token $token\"; echo \"oh $token\" >&2; touch \"$FORAY_SHARED/begun\"; until [ -e \"$FORAY_SHARED/go\" ]; do sleep 0.05; done")));
        _folder.Write("token", "s3cr3t-token");
        using var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
        var shared = _folder.Of("output", ".foray", "experiment", "machines", "worker-1", "shared");
        while (!File.Exists(Path.Combine(shared, "begun")))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var shown = await _folder.ForayAsync("logs", "--running");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains("token ***\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("oh ***\n", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _folder.ForayAsync("collect", "--to", "now")).ExitCode);
        Assert.All(Directory.EnumerateFiles(_folder.Of("now"), "std*", SearchOption.AllDirectories), path => Assert.DoesNotContain("s3cr3t", File.ReadAllText(path), StringComparison.Ordinal));

        // Without the file nobody knows what is secret.
        File.Move(file, _folder.Of("elsewhere.yml"));
        var refused = await _folder.ForayAsync("logs", "--running");
        Assert.True(refused.ExitCode == 2, refused.ToString());
        Assert.Empty(refused.Output);

        File.WriteAllText(Path.Combine(shared, "go"), "");
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Files_of_several_machines_do_not_overwrite_each_other_and_nothing_that_is_there()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo \"$FORAY_MACHINE\" > \"$FORAY_SHARED/who\""), machines: 2));
        Assert.Equal(0, (await _folder.ForayAsync("run")).ExitCode);

        var collected = await _folder.ForayAsync("collect", "--from", "worker:shared/who", "--to", "here");
        Assert.True(collected.ExitCode == 0, collected.ToString());
        Assert.Equal("worker-2\n", File.ReadAllText(_folder.Of("here", "worker-2", "who")));

        File.WriteAllText(_folder.Of("here", "worker-1", "who"), "mine");
        var again = await _folder.ForayAsync("collect", "--from", "worker:shared/who", "--to", "here");
        Assert.True(again.ExitCode == 3, again.ToString());
        Assert.Equal("mine", File.ReadAllText(_folder.Of("here", "worker-1", "who")));

        var missing = await _folder.ForayAsync("collect", "--from", "worker:nothing", "--to", "other");
        Assert.True(missing.ExitCode == 3, missing.ToString());
        Assert.Contains("'worker-1'", missing.Error, StringComparison.Ordinal);
        Assert.Contains("'worker-2'", missing.Error, StringComparison.Ordinal);

        var unclear = await _folder.ForayAsync("collect", "--from", "worker");
        Assert.True(unclear.ExitCode == 2, unclear.ToString());
    }

    [Fact]
    public async Task The_doctor_says_what_is_missing_for_a_file_and_what_to_do()
    {
        _folder.Write("experiment.yml", """
            name: far
            sites:
              - kind: ssh
                resources: { machines: [{ labels: [far], host: nowhere.invalid }] }
            experiments:
              - kind: shell
                name: work
                scripts: [{ labels: [far], script: 'true' }]
            """);
        var well = await _folder.ForayAsync("doctor", "experiment.yml");
        Assert.True(well.ExitCode == 0, well.ToString());
        Assert.Matches(@"(?m)^ssh\s+/\S+/ssh\s+site ssh", well.Output);

        var nothing = new Dictionary<string, string?> { ["PATH"] = _folder.Path };
        var ill = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, nothing, "doctor", "experiment.yml", "--format", "json");
        Assert.True(ill.ExitCode == 3, ill.ToString());
        var ssh = JsonDocument.Parse(ill.Output).RootElement.GetProperty("programs").EnumerateArray().Single(program => program.GetProperty("program").GetString() == "ssh");
        Assert.Equal(JsonValueKind.Null, ssh.GetProperty("path").ValueKind);
        Assert.Contains("openssh-client", ssh.GetProperty("remedy").GetString(), StringComparison.Ordinal);

        var all = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, nothing, "doctor");
        Assert.True(all.ExitCode == 0, all.ToString());
        Assert.Contains("what to do:", all.Output, StringComparison.Ordinal);
    }
}
