using Foray.Engines.Pegasus;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Pegasus;

public sealed class WorkflowTests : IAsyncLifetime
{
    private readonly FakeMachine _machine = new("login", "submit", "all");
    private readonly FakeMachine _worker = new("worker", "worker", "all");

    public ValueTask InitializeAsync()
    {
        StandInPegasus.AddTo(_machine);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        await _worker.DisposeAsync();
    }

    [Fact]
    public async Task A_workflow_that_main_plans_is_run_waited_for_and_brought_back()
    {
        using var run = await RunAsync(Some.Workflow with { Main = "echo \"jobs=3\" >>\"$FORAY_METRICS\"; pegasus-plan sort.yml" });

        var outcome = run.Outcome("login");
        Assert.Equal((RowStatus.Passed, null, 0), (outcome.Status, outcome.Message, outcome.ExitCode));
        Assert.Equal(3, outcome.Metrics["jobs"]);
        Assert.Equal(["pegasus-plan sort.yml", "pegasus-run run0001", "pegasus-statistics -s all run0001", "pegasus-analyzer run0001"], StandInPegasus.Calls(_machine));
        var row = run.Row("login");
        Assert.True(File.Exists(Path.Combine(row.OutputFolder, "submit", "monitord.done")));
        Assert.Contains("wall time", File.ReadAllText(Path.Combine(row.Folder, "workflow", "statistics.txt")), StringComparison.Ordinal);
        Assert.Contains("Total jobs", File.ReadAllText(Path.Combine(row.Folder, "workflow", "analyzer.txt")), StringComparison.Ordinal);
        Assert.Contains("pegasus-remove", File.ReadAllText(Path.Combine(row.Folder, "main", "stdout")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_machine.PathOf(row.Id)));
    }

    [Theory]
    [InlineData("pegasus-plan --submit sort.yml")]
    [InlineData("pegasus-plan --submit sort.yml >/dev/null; echo \"submit_dir: \\\"$PWD/submit/run0001\\\",\"")]
    [InlineData("pegasus-plan --submit sort.yml >&2; echo 'pegasus-run failed, was the last try'")]
    public async Task A_workflow_that_main_submits_is_not_run_again(string main)
    {
        using var run = await RunAsync(Some.Workflow with { Main = main });

        Assert.Equal((RowStatus.Passed, null), (run.Outcome("login").Status, run.Outcome("login").Message));
        Assert.DoesNotContain(StandInPegasus.Calls(_machine), call => call.StartsWith("pegasus-run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#!/bin/sh\n[ -z \"$BASH_VERSION\" ] && pegasus-plan \"$flavour.yml\"\n", true)]
    [InlineData("[ -n \"$BASH_VERSION\" ] && pegasus-plan \"$flavour.yml\"\n", false)]
    public async Task Main_may_be_a_file_of_the_experiments_folder(string script, bool mayBeExecuted)
    {
        var run = Run(Some.Workflow with { Main = "bin/main.sh", Variables = new Dictionary<string, Variable> { ["flavour"] = new("sweet") } }, out var experiment);
        using var owned = run;
        var file = Path.Combine(run.ExperimentFolder, "main.sh");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        if (mayBeExecuted)
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        run.Inputs["bin/main.sh"] = [new InputFile(file, "")];

        await experiment.RunAsync(run, TestContext.Current.CancellationToken);

        Assert.Equal((RowStatus.Passed, null), (run.Outcome("login").Status, run.Outcome("login").Message));
        Assert.Equal("pegasus-plan sweet.yml", StandInPegasus.Calls(_machine)[0]);
    }

    [Fact]
    public async Task A_workflow_that_fails_gives_the_words_of_the_analyzer_and_still_comes_back()
    {
        StandInPegasus.Let(_machine, "fail");
        using var run = await RunAsync(Some.Workflow with { PostScripts = [new PegasusScript { Labels = Some.Labels("submit"), Script = "true" }] });

        var outcome = run.Outcome("login");
        Assert.Equal((RowStatus.Failed, null), (outcome.Status, outcome.ExitCode));
        Assert.StartsWith("the workflow failed with 2 of 3 jobs done, 1 failed (Failure): Summary; ", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("sort_3: exitcode 7", outcome.Message, StringComparison.Ordinal);
        Assert.Equal([("main", RowStatus.Failed), ("post-1", RowStatus.Skipped)], outcome.Scripts.Select(script => (script.Name, script.Status)));
        Assert.True(Directory.Exists(Path.Combine(run.Row("login").OutputFolder, "submit")));
    }

    [Fact]
    public async Task A_Pegasus_that_knows_no_JSON_is_understood_too()
    {
        StandInPegasus.Let(_machine, "old");
        StandInPegasus.Let(_machine, "fail");
        using var run = await RunAsync(Some.Workflow);

        Assert.Contains("with 2 of 3 jobs done, 1 failed (Failure)", run.Outcome("login").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_main_that_fails_fails_the_case_and_what_it_submitted_is_removed()
    {
        using var run = await RunAsync(Some.Workflow with { Main = "pegasus-plan --submit sort.yml; exit 5" });

        Assert.Equal((RowStatus.Failed, 5, "script 'main' ended with exit code 5"), (run.Outcome("login").Status, run.Outcome("login").ExitCode, run.Outcome("login").Message));
        Assert.Contains("pegasus-remove run0001", StandInPegasus.Calls(_machine));
    }

    [Fact]
    public async Task A_main_that_names_no_submit_directory_and_a_plan_that_cannot_be_run_fail_the_case()
    {
        using var nothing = await RunAsync(Some.Workflow with { Main = "echo hello" });
        StandInPegasus.Let(_machine, "refuse");
        using var refused = await RunAsync(Some.Workflow);

        Assert.Contains("without naming a submit directory", nothing.Outcome("login").Message, StringComparison.Ordinal);
        Assert.StartsWith("pegasus-run ended with exit code 7", refused.Outcome("login").Message, StringComparison.Ordinal);
        Assert.Contains("no schedd", File.ReadAllText(Path.Combine(refused.Row("login").Folder, "main", "stderr")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_removes_the_workflow_and_says_how_it_stood()
    {
        StandInPegasus.Let(_machine, "endless");
        using var run = await RunAsync(Some.Workflow with { Timeout = "2s" });

        Assert.Equal(RowStatus.TimedOut, run.Outcome("login").Status);
        Assert.StartsWith("timed out after 2s; the workflow was removed with 1 of 3 jobs done", run.Outcome("login").Message, StringComparison.Ordinal);
        Assert.Contains("pegasus-remove run0001", StandInPegasus.Calls(_machine));
        Assert.True(Directory.Exists(Path.Combine(run.Row("login").OutputFolder, "submit")));
    }

    [Fact]
    public async Task Every_repetition_is_a_case_and_they_run_one_after_the_other()
    {
        using var run = await RunAsync(Some.Workflow with { Count = 2, Main = "echo \"$FORAY_REPEAT\" >>~/order; pegasus-plan sort.yml" });

        Assert.Equal([("repeat=1", RowStatus.Passed), ("repeat=2", RowStatus.Passed)], run.Ended.Select(end => (end.Row.Case.Name, end.Outcome.Status)));
        Assert.Equal(1, run.MostAtOnce);
        Assert.Equal("1\n2\n", File.ReadAllText(_machine.PathOf("~/order")));
    }

    [Fact]
    public async Task Scripts_before_and_after_run_on_their_machines_and_outputs_of_several_machines_stand_beside_each_other()
    {
        using var run = await RunAsync(Some.Workflow with
        {
            Setup = [new PegasusScript { Labels = Some.Labels("all"), Script = "echo \"$FORAY_MACHINE\" >name" }],
            Main = "cat name; pegasus-plan sort.yml",
            PostScripts = [new PegasusScript { Labels = Some.Labels("worker"), Script = "cat name" }],
            Outputs = [new PegasusOutput { Src = "name", Labels = Some.Labels("all") }],
        });

        var row = run.Row("login");
        Assert.Equal((RowStatus.Passed, null), (run.Outcome("login").Status, run.Outcome("login").Message));
        Assert.Equal(["main", "post-1.worker", "setup-1", "setup-1.worker"], run.Outcome("login").Scripts.Select(script => script.Name).Order());
        Assert.Equal("worker\n", File.ReadAllText(Path.Combine(row.Folder, "post-1.worker", "stdout")));
        Assert.Equal("login\n", File.ReadAllText(Path.Combine(row.OutputFolder, "name")));
        Assert.Equal("worker\n", File.ReadAllText(Path.Combine(row.OutputFolder, "worker", "name")));
        Assert.False(Directory.Exists(_worker.PathOf(row.Id)));
    }

    [Fact]
    public async Task A_setup_that_fails_anywhere_keeps_main_from_running()
    {
        using var run = await RunAsync(Some.Workflow with { Setup = [new PegasusScript { Labels = Some.Labels("worker"), Script = "exit 4" }] });

        Assert.Equal("script 'setup-1.worker' ended with exit code 4", run.Outcome("login").Message);
        Assert.Empty(StandInPegasus.Calls(_machine));
    }

    [Fact]
    public async Task A_workflow_whose_keeper_vanished_while_Foray_was_away_is_gone_on_with_and_main_is_not_run_again()
    {
        var run = Run(Some.Workflow, out var experiment);
        using var owned = run;
        var row = run.Resume(CaseMatrix.SingleCase, _machine);
        var submit = Directory.CreateDirectory(_machine.PathOf($"{row.Id}/work/submit/run0001")).FullName;
        await File.WriteAllTextAsync(Path.Combine(submit, "looks"), "0\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(submit, "started"), "", TestContext.Current.CancellationToken);
        var state = Directory.CreateDirectory(_machine.PathOf($"{row.Id}/workflow")).FullName;
        Directory.CreateDirectory(Path.Combine(state, "begun"));
        await File.WriteAllTextAsync(Path.Combine(state, "main"), "0\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(state, "submit"), submit + "\n", TestContext.Current.CancellationToken);
        await _machine.WaitAsync(await _machine.StartAsync(new CommandSpec($"{row.Id}/main", "kill -9 0"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        await experiment.RunAsync(run, TestContext.Current.CancellationToken);

        Assert.Equal((RowStatus.Passed, null), (run.Outcome("login").Status, run.Outcome("login").Message));
        Assert.Equal(["pegasus-statistics -s all run0001", "pegasus-analyzer run0001"], StandInPegasus.Calls(_machine));
    }

    [Fact]
    public async Task Secrets_are_masked_in_what_comes_back()
    {
        var options = Some.Workflow with { Main = "echo \"the word is $word\"; pegasus-plan sort.yml" };
        using var run = new FakeExperimentRun(Plan(options), _machine, _worker) { Variables = new Dictionary<string, string> { ["word"] = "sesame" }, Secret = "sesame" };

        await new PegasusExperiment(options, TimeProvider.System).RunAsync(run, TestContext.Current.CancellationToken);

        Assert.StartsWith("the word is ***\n", File.ReadAllText(Path.Combine(run.Row("login").Folder, "main", "stdout")), StringComparison.Ordinal);
    }

    private async Task<FakeExperimentRun> RunAsync(PegasusOptions options)
    {
        var run = Run(options, out var experiment);
        await experiment.RunAsync(run, TestContext.Current.CancellationToken);
        return run;
    }

    private FakeExperimentRun Run(PegasusOptions options, out PegasusExperiment experiment)
    {
        experiment = new PegasusExperiment(options, TimeProvider.System);
        return new FakeExperimentRun(Plan(options), _machine, _worker);
    }

    /// <summary>Made from a text as main: a file of it is in the run's folder alone, which is not there yet.</summary>
    private IReadOnlyList<CasePlan> Plan(PegasusOptions options) =>
        new PegasusExperiment(options with { Main = "true" }, TimeProvider.System).Plan(new FakePlanContext(_machine, _worker));
}
