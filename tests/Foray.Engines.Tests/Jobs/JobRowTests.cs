using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Options;

namespace Foray.Engines.Tests.Jobs;

public sealed class JobRowTests : IDisposable
{
    private Trial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData(TestStatus.Pass, RowStatus.Passed, false)]
    [InlineData(TestStatus.Warn, RowStatus.Passed, false)]
    [InlineData(TestStatus.Skip, RowStatus.Skipped, true)]
    [InlineData(TestStatus.Cancel, RowStatus.Skipped, true)]
    [InlineData(TestStatus.Fail, RowStatus.Failed, true)]
    [InlineData(TestStatus.Error, RowStatus.Failed, true)]
    public async Task A_row_ends_as_its_test_does(TestStatus test, RowStatus row, bool saysWhy)
    {
        _trial.EndAs(test);

        await _trial.RunAsync();

        var outcome = Assert.Single(_trial.Outcomes);
        Assert.Equal((row, saysWhy ? "a reason" : null, 1), (outcome.Status, outcome.Message, outcome.Attempts));
        Assert.Equal(0, _trial.Bench.OpenSlots);
    }

    [Theory]
    [InlineData(5, RowStatus.TimedOut)]
    [InlineData(null, RowStatus.Failed)]
    public async Task A_test_that_is_interrupted_while_the_run_goes_on_had_no_more_time(int? seconds, RowStatus row)
    {
        _trial.Options = _trial.Options with { Timeout = seconds is { } time ? TimeSpan.FromSeconds(time) : null };
        _trial.EndAs(TestStatus.Interrupted);

        await _trial.RunAsync();

        Assert.Equal(row, Assert.Single(_trial.Outcomes).Status);
    }

    [Theory]
    [InlineData(0, 1, RowStatus.Failed)]
    [InlineData(1, 2, RowStatus.Failed)]
    [InlineData(2, 3, RowStatus.Passed)]
    [InlineData(9, 3, RowStatus.Passed)]
    public async Task A_test_that_fails_is_run_again_as_often_as_is_allowed(int retries, int attempts, RowStatus status)
    {
        _trial.Options = _trial.Options with { Retries = retries };
        _trial.EndAs(TestStatus.Fail, TestStatus.Error, TestStatus.Pass);

        await _trial.RunAsync();

        var outcome = Assert.Single(_trial.Outcomes);
        Assert.Equal((status, attempts), (outcome.Status, outcome.Attempts));
        Assert.Equal(attempts, _trial.Bench.Attempts.Select(attempt => attempt.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_test_that_is_skipped_is_not_run_again()
    {
        _trial.Options = _trial.Options with { Retries = 3 };
        _trial.EndAs(TestStatus.Skip);
        await _trial.RunAsync();
        Assert.Single(_trial.Bench.Attempts);
    }

    [Fact]
    public async Task A_test_finds_the_files_variables_the_experiments_its_variant_and_what_it_is_and_its_own_win()
    {
        _trial.FileVariables["FROM_FILE"] = "1";
        _trial.FileVariables["BOTH"] = "file";
        _trial.Options = _trial.Options with
        {
            Environment = new Dictionary<string, Variable> { ["BOTH"] = new("experiment"), ["OWN"] = new("experiment") },
            Variants = new Dictionary<string, IReadOnlyList<ScalarValue>> { ["n"] = [new("7")] },
        };
        _trial.Bench.Tests["a"] = [new Runnable("exec-test", "a") { Environment = new Dictionary<string, string> { ["OWN"] = "test" } }];

        await _trial.RunAsync();

        var found = Assert.Single(_trial.Bench.Attempts).Test.Environment;
        Assert.Equal(["1", "experiment", "test", "7", "trial", "a;n=7", "1", "run-1"],
            new[] { "FROM_FILE", "BOTH", "OWN", "n", "FORAY_EXPERIMENT", "FORAY_CASE", "FORAY_ATTEMPT", "FORAY_RUN" }.Select(name => found[name]));
    }

    [Fact]
    public async Task What_a_test_reported_is_in_the_row_and_its_files_are_kept_before_its_folder_is_removed()
    {
        _trial.Bench.OnRun = async (attempt, token) =>
        {
            await File.WriteAllTextAsync(Path.Combine(attempt.Folder, "metrics"), "loss=2\nloss=1\n", token);
            await attempt.Machine.RemoveAsync(attempt.Id, token);
            Assert.DoesNotContain(_trial.Machines[0].Calls, call => call.StartsWith("remove", StringComparison.Ordinal));
            return new TestOutcome(TestStatus.Pass);
        };

        await _trial.RunAsync();

        Assert.Equal(1, Assert.Single(_trial.Outcomes).Metrics["loss"]);
        var row = _trial.Run.Row("m1", "a");
        Assert.Equal([$"m1 test-run {row.Id}"], _trial.Run.Kept);
        Assert.Contains($"remove {row.Id}", _trial.Machines[0].Calls);
    }

    [Fact]
    public async Task What_a_killed_run_left_of_a_test_is_ended_before_it_is_run_again()
    {
        var row = _trial.Run.Resume("a", _trial.Machines[0], attempt: 3);
        _trial.Bench.OnRun = (attempt, _) =>
        {
            Assert.Equal([$"remove {row.Id}"], _trial.Machines[0].Calls);
            return Task.FromResult(new TestOutcome(TestStatus.Pass));
        };

        await _trial.RunAsync();

        Assert.Equal(RowStatus.Passed, Assert.Single(_trial.Outcomes).Status);
        Assert.Equal(3, row.Attempt);
    }

    [Fact]
    public async Task Everywhere_runs_each_test_on_each_machine_and_no_more_at_once_than_a_machine_may()
    {
        _trial.Dispose();
        _trial = new Trial("m1", "m2");
        for (var i = 0; i < 5; i++)
            _trial.Add($"more-{i}");
        _trial.Options = _trial.Options with { Everywhere = true, Parallel = 2 };
        var (now, most) = (0, 0);
        _trial.Bench.OnRun = async (_, token) =>
        {
            lock (_trial)
                most = Math.Max(most, ++now);
            await Task.Yield();
            lock (_trial)
                now--;
            return new TestOutcome(TestStatus.Pass);
        };

        await _trial.RunAsync();

        Assert.Equal(12, _trial.Outcomes.Count);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task The_fault_of_a_runner_fails_its_row_and_is_told_when_all_have_ended()
    {
        _trial.Add("b");
        _trial.Bench.OnRun = (attempt, _) => attempt.Name == "a"
            ? throw new DiagnosticException(Diagnostic.Error("FORAY406", "the runner stumbled"))
            : Task.FromResult(new TestOutcome(TestStatus.Pass));

        var fault = await Assert.ThrowsAsync<DiagnosticException>(() => _trial.RunAsync());

        Assert.Equal("FORAY406", Assert.Single(fault.Diagnostics).Code);
        Assert.Equal([(RowStatus.Failed, "the runner stumbled"), (RowStatus.Passed, null)], _trial.Outcomes.Select(outcome => (outcome.Status, outcome.Message)));
    }

    [Fact]
    public async Task A_machine_that_fails_fails_its_row_alone()
    {
        _trial.Add("b");
        _trial.Bench.OnRun = (attempt, _) => attempt.Name == "a"
            ? throw new DiagnosticException(Diagnostic.Error("FORAY321", "the machine is away"))
            : Task.FromResult(new TestOutcome(TestStatus.Pass));

        await _trial.RunAsync();

        Assert.Equal([RowStatus.Failed, RowStatus.Passed], _trial.Outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task Cancelling_ends_begun_rows_as_interrupted_and_begins_no_others()
    {
        _trial.Add("b");
        using var cancel = new CancellationTokenSource();
        _trial.Bench.OnRun = async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new TestOutcome(TestStatus.Pass);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _trial.RunAsync(cancel.Token));

        Assert.Equal(RowStatus.Interrupted, Assert.Single(_trial.Outcomes).Status);
    }
}
