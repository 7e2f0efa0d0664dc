using System.Text.Json;

namespace Foray.EndToEnd.Tests;

public sealed class RunTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_leaves_results_with_metrics_logs_outputs_and_a_manifest()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            """
            echo "to stdout"; echo "to stderr" >&2
            echo "speed=12.5 step=1" >> "$FORAY_METRICS"; echo '{"ratio": 3}' >> "$FORAY_METRICS"
            echo result > result.txt
            """,
            "    inputs: []\n    outputs: [{ src: result.txt, dst: kept/result.txt }]")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal(12.5, row.GetProperty("metrics").GetProperty("speed").GetDouble());
        Assert.Equal(3, row.GetProperty("metrics").GetProperty("ratio").GetDouble());
        Assert.Equal(0, row.GetProperty("exit_code").GetInt32());
        var files = _folder.Of("output", row.GetProperty("folder").GetString()!, "script-1");
        Assert.Equal("to stdout\n", File.ReadAllText(Path.Combine(files, "stdout")));
        Assert.Equal("to stderr\n", File.ReadAllText(Path.Combine(files, "stderr")));
        Assert.Equal("result\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-1", "kept", "result.txt")));
        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder.Of("output", "latest", "manifest.json")));
        Assert.Equal("passed", manifest.RootElement.GetProperty("status").GetString());
        Assert.NotEmpty(manifest.RootElement.GetProperty("machines")[0].GetProperty("facts").GetProperty("kernel").GetString()!);
    }

    [Fact]
    public async Task A_second_run_reuses_what_passed_and_force_runs_it_again()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo x >> \"$FORAY_SHARED/count\"", "    inputs: []\n    repeat: 3")));
        await _folder.ForayAsync("run");
        var first = ResultsFile.Latest(_folder).Run;

        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.All(ResultsFile.Latest(_folder).Cases, row => Assert.Equal(first, ResultsFile.Text(row, "run")));
        Assert.Contains("earlier runs", second.Output, StringComparison.Ordinal);

        await _folder.ForayAsync("run", "--force");
        Assert.Equal(3, ResultsFile.Latest(_folder).Fresh.Count);
    }

    [Fact]
    public async Task A_failing_script_fails_its_case_alone_and_is_retried_alone()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "if [ \"$n\" = 2 ] && [ ! -e \"$FORAY_SHARED/mended\" ]; then touch \"$FORAY_SHARED/mended\"; exit 7; fi",
            "    inputs: []\n    matrix: { n: [1, 2, 3] }")));

        var first = await _folder.ForayAsync("run");

        Assert.True(first.ExitCode == 1, first.ToString());
        Assert.Equal(["work n=1 worker-1: passed", "work n=2 worker-1: failed", "work n=3 worker-1: passed"], ResultsFile.Latest(_folder).Statuses);
        Assert.Equal(7, ResultsFile.Latest(_folder).Of("n=2").GetProperty("exit_code").GetInt32());
        Assert.Contains("<failure", File.ReadAllText(_folder.Of("output", "latest", "results.xml")), StringComparison.Ordinal);

        var second = await _folder.ForayAsync("run");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal("n=2", ResultsFile.Text(Assert.Single(ResultsFile.Latest(_folder).Fresh), "case"));
    }

    [Fact]
    public async Task Retries_run_a_failing_case_again_in_the_same_run()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo x >> \"$FORAY_SHARED/tries\"; [ \"$(wc -l < \"$FORAY_SHARED/tries\")\" = 3 ]", "    inputs: []\n    retries: 2")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(3, ResultsFile.Latest(_folder).Of("default").GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Editing_a_script_runs_its_experiment_again_and_no_other()
    {
        const string Second = "\n  - kind: shell\n    name: other\n    inputs: []\n    scripts: [{ labels: [worker], script: echo other }]\n";
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo one") + Second));
        await _folder.ForayAsync("run");

        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo two") + Second));
        await _folder.ForayAsync("run");

        Assert.Equal("work", ResultsFile.Text(Assert.Single(ResultsFile.Latest(_folder).Fresh), "experiment"));
    }

    [Fact]
    public async Task Editing_an_input_runs_what_reads_it_again_and_nothing_else()
    {
        const string Second = "\n  - kind: shell\n    name: other\n    inputs: [{ src: b.txt }]\n    scripts: [{ labels: [worker], script: cat b.txt }]\n";
        _folder.Write("a.txt", "a");
        _folder.Write("b.txt", "b");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("cat a.txt", "    inputs: [{ src: a.txt }]") + Second));
        await _folder.ForayAsync("run");

        _folder.Write("a.txt", "changed");
        await _folder.ForayAsync("run");

        var row = Assert.Single(ResultsFile.Latest(_folder).Fresh);
        Assert.Equal("work", ResultsFile.Text(row, "experiment"));
        Assert.Equal("changed", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }

    [Fact]
    public async Task Reordering_and_renaming_experiments_skips_none_that_has_not_run()
    {
        static string Experiment(string name, string text) => $"  - kind: shell\n    name: {name}\n    inputs: []\n    scripts: [{{ labels: [worker], script: echo {text} }}]\n";
        var head = Experiments.Local("").Split("  - kind: shell")[0];
        _folder.Write("experiment.yml", head + Experiment("one", "1") + Experiment("two", "2"));
        await _folder.ForayAsync("run");

        _folder.Write("experiment.yml", head + Experiment("two", "2") + Experiment("renamed", "1"));
        await _folder.ForayAsync("run");

        Assert.Equal("renamed", ResultsFile.Text(Assert.Single(ResultsFile.Latest(_folder).Fresh), "experiment"));
    }

    [Fact]
    public async Task Without_inputs_the_folder_is_there_and_secrets_are_not()
    {
        _folder.Write("data/input.txt", "input");
        _folder.Write("secrets/key.txt", "hidden");
        _folder.Write(".env", "TOKEN=hidden");
        _folder.Write("server.pem", "hidden");
        _folder.Write("private.txt", "hidden");
        _folder.Write(".forayignore", "private.txt\n");
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("cat data/input.txt; find . -type f | sort", "    timeout: 1m")));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        var row = Assert.Single(ResultsFile.Latest(_folder).Cases);
        Assert.Equal("input./data/input.txt\n", File.ReadAllText(_folder.Of("output", ResultsFile.Text(row, "folder")!, "script-1", "stdout")));
    }

    [Fact]
    public async Task Cases_that_any_machine_may_run_are_spread_and_the_others_run_on_every_machine()
    {
        const string All = "\n  - kind: shell\n    name: everywhere\n    inputs: []\n    scripts: [{ labels: [worker], script: 'true' }]\n";
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            // Each case waits for the other, so that both machines must work at once.
            "touch \"$FORAY_SHARED/../../../here-$n\"; until [ -e \"$FORAY_SHARED/../../../here-1\" ] && [ -e \"$FORAY_SHARED/../../../here-2\" ]; do :; done",
            "    inputs: []\n    timeout: 30s\n    run_on: any\n    matrix: { n: [1, 2] }") + All, machines: 2));

        var result = await _folder.ForayAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(["worker-1", "worker-2"], rows.Where(row => ResultsFile.Text(row, "experiment") == "work").Select(row => ResultsFile.Text(row, "machine")).Order());
        Assert.Equal(["worker-1", "worker-2"], rows.Where(row => ResultsFile.Text(row, "experiment") == "everywhere").Select(row => ResultsFile.Text(row, "machine")).Order());
    }

    [Fact]
    public async Task Outputs_of_several_machines_do_not_overwrite_each_other()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script(
            "echo \"$FORAY_MACHINE\" > name.txt", "    inputs: []\n    outputs: [{ src: name.txt }]"), machines: 2));

        await _folder.ForayAsync("run");

        Assert.Equal("worker-1\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-1", "name.txt")));
        Assert.Equal("worker-2\n", File.ReadAllText(_folder.Of("output", "latest", "outputs", "worker-2", "name.txt")));
    }

    [Fact]
    public async Task Json_is_one_document_and_nothing_else_on_standard_output()
    {
        _folder.Write("experiment.yml", Experiments.Local(Experiments.Script("echo noise")));

        var result = await _folder.ForayAsync("run", "--format", "json", "-o", "elsewhere/deep");

        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal("passed", document.RootElement.GetProperty("status").GetString());
        Assert.Single(ResultsFile.Latest(_folder, "elsewhere/deep").Cases);
    }
}
