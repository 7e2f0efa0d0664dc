using System.Text.Json;
using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Shell;

public class RowTests
{
    private static readonly ShellOptions TwoScripts = Some.Options with { Scripts = [Some.Script("all", name: "first"), Some.Script("all", name: "second")] };

    private readonly ScriptedMachine _a = new("a", "all", "left");
    private readonly ScriptedMachine _b = new("b", "all", "right");

    [Fact]
    public async Task A_case_whose_scripts_all_end_with_zero_passes()
    {
        using var run = await Some.RunAsync(TwoScripts, _a);
        var outcome = run.Outcome("a");
        Assert.Equal(RowStatus.Passed, outcome.Status);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Null(outcome.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), outcome.Elapsed);
        Assert.Equal(["first", "second"], outcome.Scripts.Select(script => script.Name));
    }

    [Fact]
    public async Task A_failed_script_fails_its_row_and_the_rest_of_the_case_is_skipped()
    {
        _a.OnStart = command => Task.FromResult<int?>(command.Id.EndsWith("first", StringComparison.Ordinal) ? 3 : 0);
        using var run = await Some.RunAsync(TwoScripts, _a, _b);
        Assert.Equal((RowStatus.Failed, 3, "script 'first' ended with exit code 3"), Summary(run.Outcome("a")));
        Assert.Equal([RowStatus.Failed, RowStatus.Skipped], run.Outcome("a").Scripts.Select(script => script.Status));
        Assert.Equal(RowStatus.Skipped, run.Outcome("b").Status);
        Assert.Equal([RowStatus.Passed, RowStatus.Skipped], run.Outcome("b").Scripts.Select(script => script.Status));
        Assert.DoesNotContain(_a.Commands.Concat(_b.Commands), command => command.Id.EndsWith("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_lost_no_script_stays_passed()
    {
        var options = Some.Options with { Scripts = [Some.Script("left"), Some.Script("right"), Some.Script("right")] };
        _b.OnStart = _ => Task.FromResult<int?>(1);
        using var run = await Some.RunAsync(options, _a, _b);
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal(RowStatus.Failed, run.Outcome("b").Status);
    }

    [Fact]
    public async Task The_next_case_runs_after_a_failed_one()
    {
        _a.OnStart = command => Task.FromResult<int?>(command.Environment["n"] == "1" ? 1 : 0);
        using var run = await Some.RunAsync(Some.Options with { Matrix = Some.Matrix("n", "1", "2") }, _a);
        Assert.Equal(RowStatus.Failed, run.Outcome("a", "n=1").Status);
        Assert.Equal(RowStatus.Passed, run.Outcome("a", "n=2").Status);
    }

    [Fact]
    public async Task A_command_that_vanished_fails_with_a_reason()
    {
        _a.OnStart = _ => Task.FromResult<int?>(null);
        using var run = await Some.RunAsync(Some.Options, _a);
        var outcome = run.Outcome("a");
        Assert.Equal(RowStatus.Failed, outcome.Status);
        Assert.Null(outcome.ExitCode);
        Assert.Contains("without an exit code", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_transport_fails_the_row_and_the_run_goes_on()
    {
        _a.Fault = call => call == "start n=1.a-1/script-1" ? new DiagnosticException(Diagnostic.Error("TEST1", "connection lost")) : null;
        using var run = await Some.RunAsync(Some.Options with { Matrix = Some.Matrix("n", "1", "2") }, _a);
        Assert.Equal((RowStatus.Failed, null, "connection lost"), Summary(run.Outcome("a", "n=1")));
        Assert.Equal(RowStatus.Passed, run.Outcome("a", "n=2").Status);
    }

    [Fact]
    public async Task A_failed_case_is_tried_again_until_it_passes()
    {
        _a.OnStart = command => Task.FromResult<int?>(command.Environment["FORAY_ATTEMPT"] == "3" ? 0 : 1);
        using var run = await Some.RunAsync(Some.Options with { Retries = 5 }, _a);
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal(3, run.Outcome("a").Attempts);
        Assert.Equal(
            ["start default.a-1/script-1", "remove default.a-1", "start default.a-2/script-1", "remove default.a-2", "start default.a-3/script-1", "remove default.a-3"],
            _a.Calls);
    }

    [Fact]
    public async Task It_is_tried_no_more_often_than_allowed()
    {
        _a.OnStart = _ => Task.FromResult<int?>(1);
        using var run = await Some.RunAsync(Some.Options with { Retries = 2 }, _a);
        Assert.Equal(RowStatus.Failed, run.Outcome("a").Status);
        Assert.Equal(3, run.Outcome("a").Attempts);
        Assert.Equal(3, _a.Commands.Count);
    }

    [Fact]
    public async Task A_retry_leaves_rows_alone_that_passed_and_runs_skipped_ones_again()
    {
        var options = Some.Options with { Scripts = [Some.Script("all"), Some.Script("left")], Retries = 1 };
        _b.OnStart = command => Task.FromResult<int?>(command.Environment["FORAY_ATTEMPT"] == "2" ? 0 : 1);
        var c = new ScriptedMachine("c", "all");
        using var run = await Some.RunAsync(options, _a, _b, c);
        Assert.All(["a", "b", "c"], name => Assert.Equal(RowStatus.Passed, run.Outcome(name).Status));
        Assert.Equal((2, 2, 1), (run.Outcome("a").Attempts, run.Outcome("b").Attempts, run.Outcome("c").Attempts));
    }

    [Fact]
    public async Task Scripts_find_variables_parameters_and_where_they_are_in_their_environment()
    {
        var options = Some.Options with { Matrix = Some.Matrix("n", "1"), Repeat = 2 };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a) { Variables = new Dictionary<string, string> { ["n"] = "hidden", ["v"] = "x" } };
        await Some.RunAsync(options, run);
        var environment = _a.Commands.Last().Environment;
        Assert.Equal(
            [("FORAY_ATTEMPT", "1"), ("FORAY_CASE", "n=1,repeat=2"), ("FORAY_EXPERIMENT", "trial"), ("FORAY_REPEAT", "2"), ("FORAY_RUN", "run-1"), ("n", "1"), ("v", "x")],
            environment.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public async Task Variables_of_the_experiment_win_over_those_of_the_file()
    {
        var options = Some.Options with { Variables = new Dictionary<string, Variable> { ["v"] = new("own"), ["w"] = new("too") } };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a) { Variables = new Dictionary<string, string> { ["v"] = "file", ["x"] = "file" } };
        await Some.RunAsync(options, run);
        var environment = Assert.Single(_a.Commands).Environment;
        Assert.Equal(("own", "too", "file"), (environment["v"], environment["w"], environment["x"]));
    }

    [Fact]
    public async Task Nothing_begins_when_a_variable_has_no_value()
    {
        var options = Some.Options with
        {
            Variables = new Dictionary<string, Variable> { ["v"] = new(null, EnvironmentVariable: "FORAY_TEST_NOT_SET"), ["w"] = new(null, File: "no-such-file") },
        };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => Some.RunAsync(options, run));
        Assert.Equal(["FORAY257", "FORAY257"], error.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Empty(run.Begun);
    }

    [Fact]
    public async Task Limits_and_interpreter_reach_the_command()
    {
        var options = Some.Options with
        {
            Scripts = [Some.Script("all") with { Executable = "python3" }],
            Limits = new ShellLimits { Memory = new ByteSize(2048), OpenFiles = 9 },
        };
        using var run = await Some.RunAsync(options, _a);
        var command = Assert.Single(_a.Commands);
        Assert.Equal(["python3"], command.Interpreter);
        Assert.Equal("ulimit -v 2 && ulimit -n 9", command.Limits.ToShell());
        Assert.Equal("default.a-1", command.WorkingFolder);
    }

    [Fact]
    public async Task The_last_number_of_each_metric_is_kept_and_lines_that_are_none_are_left_out()
    {
        _a.Left = id => new Dictionary<string, string> { ["metrics"] = id.EndsWith("first", StringComparison.Ordinal) ? "loss=2\nloss=1\nnonsense\n" : "speed=7\n" };
        using var run = await Some.RunAsync(TwoScripts, _a);
        Assert.Equal([("loss", 1), ("speed", 7)], run.Outcome("a").Metrics.Select(metric => (metric.Key, metric.Value)));
    }

    [Fact]
    public async Task Each_script_leaves_a_record_beside_its_output()
    {
        _a.OnStart = _ => Task.FromResult<int?>(3);
        _a.Left = _ => new Dictionary<string, string> { ["stdout"] = "hello" };
        using var run = await Some.RunAsync(Some.Options, _a);
        var folder = Path.Combine(run.Row("a").Folder, "script-1");
        Assert.Equal("hello", File.ReadAllText(Path.Combine(folder, "stdout")));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "script.json")));
        Assert.Equal(3, record.RootElement.GetProperty("exit_code").GetInt32());
        Assert.Equal("failed", record.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, record.RootElement.GetProperty("seconds").GetDouble());
        Assert.Equal("1970-01-01T00:00:00Z", record.RootElement.GetProperty("started").GetString());
    }

    [Fact]
    public async Task Secrets_are_masked_in_what_scripts_leave_and_other_files_keep_every_byte()
    {
        _a.Left = _ => new Dictionary<string, string> { ["stdout"] = "the hunter2\n\nis hunter2", ["stderr"] = "\uFEFFplain\r\n" };
        using var run = new FakeExperimentRun(Some.Plan(Some.Options, _a), _a) { Secret = "hunter2" };
        await Some.RunAsync(Some.Options, run);
        var folder = Path.Combine(run.Row("a").Folder, "script-1");
        Assert.Equal("the ***\n\nis ***", File.ReadAllText(Path.Combine(folder, "stdout")));
        Assert.Equal("\uFEFFplain\r\n"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder, "stderr")));
        Assert.Equal(["script.json", "stderr", "stdout"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    private static (RowStatus, int?, string?) Summary(RowOutcome outcome) => (outcome.Status, outcome.ExitCode, outcome.Message);
}
