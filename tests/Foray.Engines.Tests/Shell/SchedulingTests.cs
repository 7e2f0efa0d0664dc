using System.Collections.Concurrent;
using Foray.Engines.Shell;
using Foray.Engines.Tests.Support;
using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Shell;

public class SchedulingTests
{
    private readonly ScriptedMachine _a = new("a", "all");
    private readonly ScriptedMachine _b = new("b", "all");

    [Fact]
    public async Task Cases_run_one_after_the_other_in_order()
    {
        using var run = await Some.RunAsync(Some.Options with { Matrix = Some.Matrix("n", "3", "1", "2") }, _a);
        Assert.Equal(["n=3", "n=1", "n=2"], run.Ended.Select(end => end.Row.Case.Name));
        Assert.Equal(
            ["start n=3.a-1/script-1", "remove n=3.a-1", "start n=1.a-1/script-1", "remove n=1.a-1", "start n=2.a-1/script-1", "remove n=2.a-1"],
            _a.Calls);
    }

    [Fact]
    public async Task As_many_cases_run_at_once_as_allowed_and_no_more()
    {
        var meeting = new Meeting(3);
        _a.OnStart = meeting.JoinAsync;
        using var run = await Some.RunAsync(Some.Options with { Repeat = 12, Parallel = 3 }, _a);
        Assert.Equal(12, run.Ended.Count);
        Assert.Equal(3, run.MostAtOnce);
    }

    [Fact]
    public async Task On_any_every_machine_runs_as_many_cases_at_once_as_allowed()
    {
        // All four places have to be taken, two on each machine, before any case may end.
        var meeting = new Meeting(4);
        (_a.OnStart, _b.OnStart) = (meeting.JoinAsync, meeting.JoinAsync);
        using var run = await Some.RunAsync(Some.Options with { Repeat = 4, Parallel = 2, RunOn = MachineChoice.Any }, _a, _b);
        Assert.Equal(2, _a.Commands.Count);
        Assert.Equal(2, _b.Commands.Count);
    }

    [Fact]
    public async Task On_any_a_busy_machine_gets_no_more_cases()
    {
        var others = new CountdownEvent(4);
        _b.OnStart = command =>
        {
            others.Signal();
            return Task.FromResult<int?>(0);
        };
        _a.OnStart = _ => Task.Run<int?>(() =>
        {
            others.Wait();
            return 0;
        });
        var options = Some.Options with { Repeat = 5, RunOn = MachineChoice.Any };
        using var run = new FakeExperimentRun(Some.Plan(options, _a, _b), _a, _b);
        run.Resume("repeat=3", _a);
        await Some.RunAsync(options, run);
        Assert.Equal("repeat=3", Assert.Single(_a.Commands).Environment["FORAY_CASE"]);
        Assert.Equal(5, run.Ended.Count);
    }

    [Fact]
    public async Task On_any_a_begun_case_goes_to_its_machine_before_others_do()
    {
        var options = Some.Options with { Repeat = 3, RunOn = MachineChoice.Any };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a);
        run.Resume("repeat=3", _a);
        await Some.RunAsync(options, run);
        Assert.Equal([("repeat=3", "a"), ("repeat=1", "a"), ("repeat=2", "a")], run.Begun);
    }

    [Fact]
    public async Task A_begun_case_goes_to_its_machine_even_if_that_would_not_be_chosen_any_more()
    {
        var c = new ScriptedMachine("c", "old");
        var options = Some.Options with { Repeat = 2, RunOn = MachineChoice.Any };
        using var run = new FakeExperimentRun(Some.Plan(options, _a), _a, c);
        run.Resume("repeat=2", c);
        await Some.RunAsync(options, run);
        Assert.Equal(["repeat=1"], _a.Commands.Select(command => command.Environment["FORAY_CASE"]));
        Assert.Equal(["repeat=2"], c.Commands.Select(command => command.Environment["FORAY_CASE"]));
    }

    [Fact]
    public async Task A_script_starts_when_the_one_before_has_ended_on_all_machines()
    {
        var order = new ConcurrentQueue<string>();
        var meeting = new Meeting(2);
        foreach (var machine in (ScriptedMachine[])[_a, _b])
            machine.OnStart = async command =>
            {
                var code = command.Id.EndsWith("first", StringComparison.Ordinal) ? await meeting.JoinAsync(command) : 0;
                order.Enqueue(command.Script);
                return code;
            };
        using var run = await Some.RunAsync(Some.Options with { Scripts = [Some.Script("all", "1", "first"), Some.Script("all", "2")] }, _a, _b);
        Assert.Equal(["1", "1", "2", "2"], order);
        Assert.All(run.Ended, end => Assert.Equal(RowStatus.Passed, end.Outcome.Status));
    }

    [Fact]
    public async Task A_fault_stops_the_other_cases_and_is_thrown()
    {
        _a.OnStart = _ => new TaskCompletionSource<int?>().Task;
        _b.OnStart = _ => throw new InvalidOperationException("a bug");
        using var run = new FakeExperimentRun(Some.Plan(Some.Options, _a, _b), _a, _b);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Some.RunAsync(Some.Options, run));
        Assert.Equal("a bug", fault.Message);
        Assert.Equal(RowStatus.Interrupted, run.Outcome("a").Status);
        Assert.Contains("stop default.a-1/script-1 2", _a.Calls);
    }

    /// <summary>Commands that end when so many of them run at once.</summary>
    private sealed class Meeting(int size)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource<int?> _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _present;

        public Task<int?> JoinAsync(object _)
        {
            lock (_lock)
            {
                var round = _round;
                if (++_present < size)
                    return round.Task;
                _present = 0;
                _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
                round.SetResult(0);
                return round.Task;
            }
        }
    }
}
