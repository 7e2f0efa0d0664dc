using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Engines.Tests.Shell;

public class EndingTests
{
    private readonly ScriptedMachine _a = new("a", "all");
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_case_that_takes_too_long_is_ended_and_says_so()
    {
        _a.OnStart = HangAsync;
        var options = Some.Options with { Timeout = TimeSpan.FromSeconds(5), Scripts = [Some.Script("all"), Some.Script("all")] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var ended = Some.RunAsync(options, run, _time);
        await Task.WhenAny(_started.Task, ended);
        _time.Advance(TimeSpan.FromSeconds(5));
        await ended;
        var outcome = run.Outcome("a");
        Assert.Equal((RowStatus.TimedOut, "timed out after 5s; its process group was ended"), (outcome.Status, outcome.Message));
        Assert.Equal([RowStatus.TimedOut, RowStatus.Skipped], outcome.Scripts.Select(script => script.Status));
        Assert.Equal(["start default.a-1/script-1", "stop default.a-1/script-1 5", "remove default.a-1"], _a.Calls);
    }

    [Fact]
    public async Task The_time_is_that_of_all_scripts_of_an_attempt_together()
    {
        _a.OnStart = command =>
        {
            if (command.Id.EndsWith("script-2", StringComparison.Ordinal))
                return HangAsync(command);
            _time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult<int?>(0);
        };
        var options = Some.Options with { Timeout = TimeSpan.FromSeconds(5), Scripts = [Some.Script("all"), Some.Script("all")] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var ended = Some.RunAsync(options, run, _time);
        await Task.WhenAny(_started.Task, ended);
        _time.Advance(TimeSpan.FromSeconds(2));
        await ended;
        Assert.Equal([RowStatus.Passed, RowStatus.TimedOut], run.Outcome("a").Scripts.Select(script => script.Status));
    }

    [Fact]
    public async Task A_timeout_is_tried_again_with_new_time()
    {
        _a.OnStart = command =>
        {
            if (command.Environment["FORAY_ATTEMPT"] == "2")
                return Task.FromResult<int?>(0);
            return HangAsync(command);
        };
        var options = Some.Options with { Timeout = TimeSpan.FromSeconds(5), Retries = 1 };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var ended = Some.RunAsync(options, run, _time);
        await Task.WhenAny(_started.Task, ended);
        _time.Advance(TimeSpan.FromSeconds(5));
        await ended;
        Assert.Equal((RowStatus.Passed, 2), (run.Outcome("a").Status, run.Outcome("a").Attempts));
    }

    [Fact]
    public async Task A_further_attempt_waits_as_long_as_the_backoff_says()
    {
        _a.OnStart = command => Task.FromResult<int?>(command.Environment["FORAY_ATTEMPT"] == "3" ? 0 : 1);
        var options = Some.Options with { Retries = 2, Backoff = TimeSpan.FromMinutes(1) };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        var time = new WaitRecord(passes: true);
        await Some.RunAsync(options, run, time);
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)], time.Waits);
        Assert.Equal((RowStatus.Passed, 3), (run.Outcome("a").Status, run.Outcome("a").Attempts));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_waits_keeps_what_the_last_attempt_gave()
    {
        _a.OnStart = _ => Task.FromResult<int?>(1);
        var options = Some.Options with { Retries = 2, Backoff = TimeSpan.FromMinutes(1) };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        using var cancel = new CancellationTokenSource();
        var time = new WaitRecord(passes: false);
        var ended = Some.RunAsync(options, run, time, cancel);
        await Task.WhenAny(time.FirstWait, ended);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        Assert.Equal((RowStatus.Failed, 1), (run.Outcome("a").Status, run.Outcome("a").Attempts));
    }

    [Fact]
    public async Task Cancelling_stops_what_runs_keeps_what_it_left_and_leaves_the_rest_alone()
    {
        _a.OnStart = HangAsync;
        _a.Left = _ => new Dictionary<string, string> { ["stdout"] = "so far" };
        var options = Some.Options with { Repeat = 3, Retries = 2, Scripts = [Some.Script("all"), Some.Script("all")] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        using var cancel = new CancellationTokenSource();
        var ended = Some.RunAsync(options, run, _time, cancel);
        await Task.WhenAny(_started.Task, ended);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        Assert.Equal("repeat=1", Assert.Single(run.Begun).Case);
        Assert.Equal(RowStatus.Interrupted, run.Outcome("a", "repeat=1").Status);
        Assert.Equal((143, "the run was interrupted"), (run.Outcome("a", "repeat=1").ExitCode, run.Outcome("a", "repeat=1").Message));
        Assert.Equal([RowStatus.Interrupted, RowStatus.Skipped], run.Outcome("a", "repeat=1").Scripts.Select(script => script.Status));
        Assert.Equal("so far", File.ReadAllText(Path.Combine(run.Row("a", "repeat=1").Folder, "script-1", "stdout")));
        Assert.Equal(["start repeat=1.a-1/script-1", "stop repeat=1.a-1/script-1 2", "remove repeat=1.a-1"], _a.Calls);
    }

    [Fact]
    public async Task A_command_whose_start_was_not_seen_is_stopped_too()
    {
        using var cancel = new CancellationTokenSource();
        _a.AddRunning("default.a-1/script-1", new TaskCompletionSource<int?>().Task);
        _a.Fault = call =>
        {
            if (call.StartsWith("start", StringComparison.Ordinal))
                cancel.Cancel();
            return null;
        };
        using var run = new FakeExperimentRun(Some.Plan(Some.Options, _a), _a);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Some.RunAsync(Some.Options, run, _time, cancel));
        Assert.Equal(RowStatus.Interrupted, run.Outcome("a").Status);
        Assert.Equal(
            ["start default.a-1/script-1", "attach default.a-1/script-1", "stop default.a-1/script-1 2", "remove default.a-1"], _a.Calls);
    }

    [Fact]
    public async Task A_case_that_was_done_when_the_run_was_cancelled_keeps_its_result()
    {
        using var cancel = new CancellationTokenSource();
        _a.Files["out.txt"] = "kept";
        _a.Left = _ =>
        {
            cancel.Cancel();
            return new Dictionary<string, string>();
        };
        var options = Some.Options with { Outputs = [new ShellOutput { Src = "out.txt" }] };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Some.RunAsync(options, run, _time, cancel));
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(run.Row("a").OutputFolder, "out.txt")));
    }

    [Fact]
    public async Task A_resumed_row_waits_for_the_command_that_still_runs()
    {
        var end = new TaskCompletionSource<int?>();
        _a.AddRunning("default.a-2/script-1", end.Task);
        _a.Fault = call =>
        {
            if (call.StartsWith("start", StringComparison.Ordinal))
                end.SetResult(0);
            return null;
        };
        var options = Some.Options with { Inputs = null };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        run.Inputs["."] = [new("/x", "x")];
        run.Resume(CaseMatrix.SingleCase, _a, attempt: 2);
        await Some.RunAsync(options, run);
        Assert.Empty(_a.Commands);
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
        Assert.Equal(["attach default.a-2/script-1", "start default.a-2/script-1", "remove default.a-2"], _a.Calls);
    }

    [Fact]
    public async Task A_resumed_row_that_had_started_nothing_is_prepared_from_scratch()
    {
        var options = Some.Options with { Inputs = null };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        run.Inputs["."] = [new("/x", "x")];
        run.Resume(CaseMatrix.SingleCase, _a);
        await Some.RunAsync(options, run);
        Assert.Equal("attach default.a-1/script-1", _a.Calls.First());
        Assert.Equal("remove default.a-1", _a.Calls.ElementAt(1));
        Assert.Contains(_a.Calls, call => call.StartsWith("put x", StringComparison.Ordinal));
        Assert.Equal(RowStatus.Passed, run.Outcome("a").Status);
    }

    [Fact]
    public async Task A_resumed_row_has_all_its_retries()
    {
        _a.OnStart = _ => Task.FromResult<int?>(1);
        var options = Some.Options with { Retries = 2 };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        run.Resume(CaseMatrix.SingleCase, _a, attempt: 7);
        await Some.RunAsync(options, run);
        Assert.Equal(3, run.Outcome("a").Attempts);
        Assert.Equal(["1", "2", "3"], _a.Commands.Select(command => command.Environment["FORAY_ATTEMPT"]));
        Assert.Equal("attach default.a-7/script-1", Assert.Single(_a.Calls, call => call.StartsWith("attach", StringComparison.Ordinal)));
    }

    private Task<int?> HangAsync(object command)
    {
        _started.TrySetResult();
        return new TaskCompletionSource<int?>().Task;
    }
}
