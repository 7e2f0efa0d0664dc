using System.Globalization;
using System.Text.RegularExpressions;

namespace Foray.EndToEnd.Tests;

public sealed class StopTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_timeout_ends_the_whole_process_group_and_says_so()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "sleep 1000 & echo $! > \"$FORAY_SHARED/../../../child\"; wait", "    inputs: []\n    timeout: 1s")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["work default worker-1: timed_out"], ResultsFile.Latest(_folder).Statuses);
        Assert.Contains("timed out", result.Output, StringComparison.Ordinal);
        Assert.False(IsAlive(ReadPid("child")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interruption_ends_what_runs_and_keeps_what_is_finished(string signal)
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "if [ \"$n\" = 2 ] && [ ! -e \"$FORAY_SHARED/second\" ]; then touch \"$FORAY_SHARED/second\"; echo $$ > \"$FORAY_SHARED/../../../script\"; sleep 1000; fi",
            "    inputs: []\n    matrix: { n: [1, 2, 3] }")));
        using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
        await FileAppearsAsync("script");

        running.Signal(signal);
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Equal(["work n=1 worker-1: passed", "work n=2 worker-1: interrupted", "work n=3 worker-1: interrupted"], ResultsFile.Latest(_folder).Statuses);
        Assert.False(IsAlive(ReadPid("script")));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);

        var second = await _folder.ForayAsync("run");
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(2, ResultsFile.Latest(_folder).Fresh.Count);
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused_with_the_first_ones_process_id()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("touch \"$FORAY_SHARED/../../../begun\"; sleep 1000")));
        using var first = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run");
        await FileAppearsAsync("begun");

        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 3, second.ToString());
        Assert.Contains(first.Pid.ToString(CultureInfo.InvariantCulture), second.Error, StringComparison.Ordinal);
        Assert.Contains($"process {first.Pid} is working on it", (await _folder.ForayAsync("status")).Output, StringComparison.Ordinal);
        first.Signal("INT");
        await first.EndAsync();
    }

    [Fact]
    public async Task What_a_killed_run_left_running_is_adopted_by_the_next_and_run_once()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo x >> \"$FORAY_SHARED/../../../starts\"; touch \"$FORAY_SHARED/../../../begun\"; until [ -e \"$FORAY_SHARED/../../../go\" ]; do sleep 0.05; done; echo done=1 >> \"$FORAY_METRICS\"")));
        using (var first = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run"))
        {
            await FileAppearsAsync("begun");
            first.Kill();
            await first.EndAsync();
        }

        _folder.Write("output/.foray/experiment/go", "");
        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Contains("1 resumed", second.Output, StringComparison.Ordinal);
        Assert.Equal("x\n", File.ReadAllText(State("starts")));
        Assert.Equal(1, Assert.Single(ResultsFile.Latest(_folder).Cases).GetProperty("metrics").GetProperty("done").GetDouble());
    }

    [Fact]
    public async Task What_a_killed_run_left_running_is_ended_where_the_file_wants_something_else_now()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo $$ > \"$FORAY_SHARED/../../../script\"; sleep 1000")));
        using (var first = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run"))
        {
            await FileAppearsAsync("script");
            first.Kill();
            await first.EndAsync();
        }

        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo changed")));
        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.False(IsAlive(ReadPid("script")));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("gone")]
    public async Task Down_needs_no_file_and_leaves_no_process_and_no_machine(string file)
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "setsid sleep 1000 & echo $! > \"$FORAY_SHARED/../../../escaped\"; echo $$ > \"$FORAY_SHARED/../../../script\"; sleep 1000")));
        using (var run = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "run"))
        {
            await FileAppearsAsync("script");
            run.Kill();
            await run.EndAsync();
        }

        if (file == "gone")
            File.Delete(_folder.Of("experiment.yml"));
        else
            _folder.Write("experiment.yml", "{ this: is [ broken");
        var pids = new[] { ReadPid("escaped"), ReadPid("script") };
        var down = await _folder.ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.DoesNotContain(pids, IsAlive);
        Assert.Empty(Directory.EnumerateFileSystemEntries(State("machines")));
        Assert.Equal(0, (await _folder.ForayAsync("down")).ExitCode);
        Assert.Contains("no machine is up", (await _folder.ForayAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_twice_changes_nothing()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("true"))
            + "\nsoftware:\n  shell:\n    - labels: [worker]\n      script: echo x >> \"$FORAY_SHARED/installed\"\n");
        var first = await _folder.ForayAsync("up");
        var second = await _folder.ForayAsync("up");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("installed", first.Output, StringComparison.Ordinal);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Matches(new Regex("unchanged"), second.Output);
        Assert.Equal("x\n", File.ReadAllText(State("machines", "worker-1", "shared", "installed")));
    }

    private string State(params string[] parts) => _folder.Of(["output", ".foray", "experiment", .. parts]);

    private int ReadPid(string name) => int.Parse(File.ReadAllText(State(name)), CultureInfo.InvariantCulture);

    private static bool IsAlive(int pid) =>
        File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Waits for a script's sign in the state folder, three above the machine's shared folder.</summary>
    private async Task FileAppearsAsync(string name)
    {
        var folder = Directory.CreateDirectory(State()).FullName;
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Changed += (_, change) => { if (change.Name == name) appeared.TrySetResult(); };
        watcher.Created += (_, change) => { if (change.Name == name && name == "begun") appeared.TrySetResult(); };
        if (!File.Exists(Path.Combine(folder, name)) || new FileInfo(Path.Combine(folder, name)).Length == 0)
            await appeared.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
