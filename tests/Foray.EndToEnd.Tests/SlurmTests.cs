namespace Foray.EndToEnd.Tests;

public sealed class SlurmTests(SlurmTests.SharedCluster shared) : IClassFixture<SlurmTests.SharedCluster>, IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private IReadOnlyList<string> _before = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SlurmCluster.Obstacle is not null, SlurmCluster.Obstacle ?? "");
        await Slurm.NodesIdleAsync();
        _before = await Slurm.ArraysAsync();
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private SlurmCluster Slurm => shared.Slurm!;

    [Fact]
    public async Task The_example_runs_and_a_case_that_passed_is_not_submitted_again()
    {
        var file = _folder.Write("experiment.yml", File.ReadAllText(Path.Combine(ForayProgram.Root, "examples", "slurm", "experiment.yml")));

        var run = await RunAsync("run", file);
        var outputs = Directory.EnumerateFiles(_folder.Of("output", "latest", "outputs"), "points.txt", SearchOption.AllDirectories).Count();
        var again = await RunAsync("run", file);

        Assert.True(run.ExitCode == 0 && again.ExitCode == 0, run.ToString() + again);
        Assert.Equal(6, outputs);
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.InRange(row.GetProperty("metrics").GetProperty("pi").GetDouble(), 2.5, 3.8));
        Assert.Single(await NewArraysAsync());
    }

    [Fact]
    public async Task An_interruption_cancels_the_array_and_keeps_what_has_ended()
    {
        Write("[ \"$n\" = 1 ] || { touch \"$started\"; sleep 1000; }", "matrix: { n: [1, 2] }\n    array_limit: 1");
        using var running = Start();
        await StartedAsync(running);

        running.Signal("INT");
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Equal(["work n=1 submit-1: passed", "work n=2 submit-1: interrupted"], ResultsFile.Latest(_folder).Statuses);
        await Slurm.IdleAsync();
    }

    [Fact]
    public async Task Down_cancels_the_array_of_a_Foray_that_was_killed()
    {
        Write("touch \"$started\"; sleep 1000", "repeat: 30");
        using var running = Start();
        await StartedAsync(running);
        running.Kill();
        await running.EndAsync();

        var down = await _folder.ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        await Slurm.IdleAsync();
    }

    [Fact]
    public async Task Tasks_of_a_killed_Foray_that_are_not_wanted_any_more_end_and_the_new_ones_run()
    {
        Write("touch \"$started\"; sleep 1000", "repeat: 2");
        using var running = Start();
        await StartedAsync(running);
        running.Kill();
        await running.EndAsync();
        Write("true", "repeat: 2");

        var result = await RunAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        await Slurm.IdleAsync();
    }

    [Fact]
    public async Task A_timeout_cancels_the_array_and_tells_what_Slurm_says_of_cases_that_wait()
    {
        Write("sleep 1000", "repeat: 2\n    array_limit: 1\n    timeout: 3s");

        var result = await RunAsync("run");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["work repeat=1 submit-1: timed_out", "work repeat=2 submit-1: timed_out"], ResultsFile.Latest(_folder).Statuses);
        Assert.Contains("timed out after 3s; Slurm says PENDING (JobArrayTaskLimit)", Message("repeat=2"), StringComparison.Ordinal);
        await Slurm.IdleAsync();
    }

    [Fact]
    public async Task Cases_on_a_node_that_fails_are_lost_with_Slurms_reason_and_run_again_where_there_are_retries()
    {
        Write("[ \"$FORAY_ATTEMPT\" = 2 ] || { touch \"$started\"; sleep 1000; }", "retries: 1\n    options: [--nodelist=n2]");
        using var running = Start();
        await StartedAsync(running);

        await Slurm.AskAsync("scontrol", "update", "NodeName=n2", "State=DOWN", "Reason=test");
        await Slurm.AskAsync("scontrol", "update", "NodeName=n2", "State=RESUME");
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(2, ResultsFile.Latest(_folder).Cases[0].GetProperty("attempts").GetInt32());
        Assert.Equal(2, (await NewArraysAsync()).Count);
    }

    [Fact]
    public async Task Cases_cancelled_from_outside_and_cases_that_can_never_start_say_so()
    {
        Write("touch \"$started\"; sleep 1000", "");
        using var running = Start();
        await StartedAsync(running);
        await Slurm.AskAsync("scancel", "--user=root");
        var cancelled = await running.EndAsync();
        var message = Message("default");
        Write("true", "time_limit: 2h");

        var never = await RunAsync("run");

        Assert.True(cancelled.ExitCode == 1 && never.ExitCode == 1, cancelled.ToString() + never);
        Assert.Contains("Slurm says CANCELLED", message, StringComparison.Ordinal);
        Assert.Contains("PartitionTimeLimit", Message("default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_sbatch_refuses_is_told_in_its_own_words()
    {
        Write("true", "partition: nope");
        var refused = await RunAsync("run");
        Write("true", "repeat: 101");
        var large = await RunAsync("run");

        Assert.True(refused.ExitCode == 1 && large.ExitCode == 1, refused.ToString() + large);
        Assert.Contains("FORAY540", refused.Error, StringComparison.Ordinal);
        Assert.Contains("invalid partition specified: nope", refused.Error, StringComparison.Ordinal);
        Assert.Contains("FORAY541", large.Error, StringComparison.Ordinal);
        Assert.Empty(await NewArraysAsync());
    }

    private void Write(string script, string more) => _folder.Write("experiment.yml", $$"""
        name: test
        sites: [{ kind: local, resources: { machines: [{ labels: [submit] }] } }]
        experiments:
          - kind: slurm
            name: work
            submit_labels: [submit]
            inputs: []
            poll_interval: 200ms
            variables: { started: {{_folder.Of("started")}} }
            scripts: [{ script: '{{script}}' }]
            {{more}}
        """);

    private async Task<IReadOnlyList<string>> NewArraysAsync() => [.. (await Slurm.ArraysAsync()).Except(_before)];

    private RunningCommand Start() => ForayProgram.Start(ForayProgram.Path, _folder.Path, Slurm.Environment, "run");

    private Task<CommandResult> RunAsync(params string[] arguments) => ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, Slurm.Environment, arguments);

    private string Message(string name) => ResultsFile.Text(ResultsFile.Latest(_folder).Of(name), "message")!;

    private Task StartedAsync(RunningCommand running) => _folder.AppearsAsync("started", running);

    /// <summary>One cluster for all tests; none where there can be none.</summary>
    public sealed class SharedCluster : IAsyncLifetime
    {
        internal SlurmCluster? Slurm { get; private set; }

        public async ValueTask InitializeAsync() => Slurm = SlurmCluster.Obstacle is null ? await SlurmCluster.StartAsync() : null;

        public ValueTask DisposeAsync() => Slurm?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
