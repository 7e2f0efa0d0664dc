namespace Foray.EndToEnd.Tests;

/// <summary>The experiment <c>pegasus</c> through the command line, with programs that stand in for Pegasus'.</summary>
public sealed class PegasusTests : IAsyncLifetime
{
    private readonly PegasusStandIn _pegasus = new();
    private readonly TestFolder _folder;

    public PegasusTests() => _folder = new TestFolder { Environment = _pegasus.Environment };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        _pegasus.Dispose();
    }

    [Fact]
    public async Task The_example_is_free_of_faults_and_its_workflow_runs()
    {
        var example = Path.Combine(ForayProgram.Root, "examples", "pegasus");
        foreach (var file in (string[])["workflow.yml", "execute.conf", "plan.sh", "input/text.txt"])
            _folder.Write(file, File.ReadAllText(Path.Combine(example, file)));
        var text = _folder.Write("experiment.yml", File.ReadAllText(Path.Combine(example, "experiment.yml")));

        var check = await _folder.ForayAsync("check", "--format", "json");
        var plan = await _folder.ForayAsync("plan");
        // Here the pool is not to be had: its experiment runs as it stands on local machines.
        var whole = await File.ReadAllTextAsync(text, TestContext.Current.CancellationToken);
        _folder.Write("local.yml", "name: words\nsites:\n  - kind: local\n    resources: { machines: [{ labels: [submit] }] }\n" + whole[whole.IndexOf("experiments:", StringComparison.Ordinal)..].Replace("poll_interval: 5s", "poll_interval: 200ms", StringComparison.Ordinal));
        var run = await _folder.ForayAsync("run", "local.yml");

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("2 lines\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "submit-1", "counts", "counts.txt")));
        Assert.True(File.Exists(_folder.Of("output", "latest", "outputs", "submit-1", "submit", "monitord.done")));
        Assert.Contains("of 3 jobs done", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_outlives_a_Foray_that_was_killed_and_main_runs_once()
    {
        _pegasus.Let("endless");
        Write("pegasus-plan --submit sort.yml; touch \"$started\"");
        using var running = Start();
        await _folder.AppearsAsync("started", running);
        running.Kill();
        await running.EndAsync();
        _pegasus.LetNot("endless");

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["work default submit-1: passed"], ResultsFile.Latest(_folder).Statuses);
        Assert.Equal(["pegasus-plan", "pegasus-statistics", "pegasus-analyzer"], _pegasus.Calls);
    }

    [Fact]
    public async Task Down_removes_the_workflow_of_a_Foray_that_was_killed()
    {
        _pegasus.Let("endless");
        Write("pegasus-plan --submit sort.yml; touch \"$started\"");
        using var running = Start();
        await _folder.AppearsAsync("started", running);
        running.Kill();
        await running.EndAsync();

        var down = await _folder.ForayAsync("down");

        Assert.True(down.ExitCode == 0, down.ToString());
        Assert.Equal(["pegasus-plan", "pegasus-remove"], _pegasus.Calls);
    }

    [Fact]
    public async Task An_interruption_removes_the_workflow()
    {
        _pegasus.Let("endless");
        Write("pegasus-plan --submit sort.yml; touch \"$started\"");
        using var running = Start();
        await _folder.AppearsAsync("started", running);

        running.Signal("INT");
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Equal(["work default submit-1: interrupted"], ResultsFile.Latest(_folder).Statuses);
        Assert.Contains("pegasus-remove", _pegasus.Calls);
    }

    [Fact]
    public async Task A_workflow_that_fails_says_why_and_is_run_again()
    {
        _pegasus.Let("fail");
        Write("pegasus-plan sort.yml");
        var first = await _folder.ForayAsync("run");
        _pegasus.LetNot("fail");
        var second = await _folder.ForayAsync("run");
        var third = await _folder.ForayAsync("run");

        Assert.True(first.ExitCode == 1, first.ToString());
        Assert.Contains("sort_3: exitcode 7", first.Output + first.Error, StringComparison.Ordinal);
        Assert.True(second.ExitCode == 0 && third.ExitCode == 0, second.ToString() + third);
        Assert.Empty(ResultsFile.Latest(_folder).Fresh);
    }

    private RunningCommand Start() => ForayProgram.Start(ForayProgram.Path, _folder.Path, _pegasus.Environment, "run");

    private void Write(string main) => _folder.Write("experiment.yml", $$"""
        name: test
        sites: [{ kind: local, resources: { machines: [{ labels: [submit] }] } }]
        experiments:
          - kind: pegasus
            name: work
            main: '{{main}}'
            submit_node_labels: [submit]
            inputs: []
            timeout: -1
            poll_interval: 200ms
            variables: { started: {{_folder.Of("started")}} }
        """);
}
