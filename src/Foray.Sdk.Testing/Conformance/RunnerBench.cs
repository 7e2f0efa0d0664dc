using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Jobs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A machine on which one check runs tests.</summary>
internal sealed class RunnerBench : IAsyncDisposable
{
    private readonly RunnerSubject _subject;
    private readonly Trial _trial;
    private readonly HostPool _hosts;
    private readonly List<IRunner> _ready = [];
    private readonly List<FakeTestContext> _contexts = [];
    private readonly string _workingFolder = Directory.CreateTempSubdirectory("foray-work-").FullName;

    private RunnerBench(RunnerSubject subject, Trial trial)
    {
        (_subject, _trial) = (subject, trial);
        _hosts = new HostPool(trial, () => new FakeHost(TimeProvider.System));
        subject.Prepare(Machine);
        subject.PrepareFolder(_workingFolder);
    }

    public FakeMachine Machine { get; } = new("m1");

    /// <summary>Runs the body of a check, and tears down what it set up.</summary>
    public static async Task UseAsync(RunnerSubject subject, Trial trial, Func<RunnerBench, Task> body)
    {
        await using var bench = new RunnerBench(subject, trial);
        await body(bench);
        foreach (var runner in bench._ready.ToList())
            await bench.TearDownAsync(runner);
    }

    /// <summary>Makes a runner that is not set up.</summary>
    public Task<IRunner> CreateAsync() => _hosts.StartAsync(_subject.Create);

    /// <summary>Makes a runner, and sets it up.</summary>
    public async Task<IRunner> ReadyAsync()
    {
        var runner = await CreateAsync();
        await SetUpAsync(runner);
        return runner;
    }

    public async Task SetUpAsync(IRunner runner)
    {
        _ready.Add(runner);
        await _trial.EndsAsync(() => runner.SetUpAsync(_trial.Token), "the set-up", "return from the set-up when tests can be run");
    }

    public async Task TearDownAsync(IRunner runner)
    {
        _ready.Remove(runner);
        await _trial.EndsAsync(() => runner.TearDownAsync(CancellationToken.None), "the tear-down", "end in the tear-down what the set-up began, and wait for nothing that does not end");
    }

    /// <summary>What a runner gets for one test on the machine.</summary>
    public FakeTestContext Context(string id = "test-1")
    {
        var context = new FakeTestContext(Machine) { Id = id, WorkingFolder = _workingFolder };
        _contexts.Add(context);
        return context;
    }

    /// <summary>Runs a test to its end.</summary>
    public Task<TestOutcome> RunAsync(IRunner runner, Runnable test, FakeTestContext? context = null)
    {
        var given = context ?? Context();
        return _trial.EndsAsync(() => runner.RunAsync(test, given, _trial.Token), $"test '{test.Uri}'", "return when the test has ended; where it takes longer by nature, give the subject more patience");
    }

    /// <summary>Begins a test that does not end, and returns when its command runs.</summary>
    public async Task<Task<TestOutcome>> BeginEndlessAsync(IRunner runner, CancellationToken cancellationToken)
    {
        var context = Context();
        var work = Task.Run(() => runner.RunAsync(_subject.Endless, context, cancellationToken), CancellationToken.None);
        await _trial.BecomesAsync(() => work.IsCompleted || Machine.Started.Any(id => Machine.Hangs || id.Contains(context.Id, StringComparison.Ordinal)));
        _trial.Require(!work.IsCompleted, "the endless test ended by itself", "give the subject an Endless test whose work does not end, and wait for the work; the context's Id is a part of its commands' ids");
        return work;
    }

    /// <summary>Cancels a test when its command runs, and looks at how it ends.</summary>
    public async Task CancelAsync()
    {
        var runner = await ReadyAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_trial.Token);
        var work = await BeginEndlessAsync(runner, cancel.Token);
        await cancel.CancelAsync();
        await RequireInterruptedAsync(work);
    }

    public async Task RequireInterruptedAsync(Task<TestOutcome> work)
    {
        await _trial.EndsCancelledAsync(() => work, "the test, cancelled,", "hand the token to every call that waits, and give the cleaning up a short time of its own");
        _trial.Require(
            work.IsCanceled || work.Result.Status == TestStatus.Interrupted,
            $"the test was cancelled, and ended as {(work.IsCanceled ? null : work.Result.Status)}",
            "return Interrupted when the token was cancelled, or let the OperationCanceledException through");
        await RequireNothingRunsAsync("a test that was cancelled");
    }

    /// <summary>A breach where a test left something running.</summary>
    public async Task RequireNothingRunsAsync(string when)
    {
        await _trial.BecomesAsync(() => Machine.FindProcesses().Count == 0);
        _trial.Require(
            Machine.FindProcesses().Count == 0,
            $"processes were left on the machine after {when}: {string.Join(", ", Machine.FindRunningCommands())}",
            "end everything that a test started before RunAsync returns: the machine's StopAsync or RemoveAsync takes what escaped too");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _hosts.DisposeAsync();
        }
        finally
        {
            await Machine.DisposeAsync();
            foreach (var context in _contexts)
                context.Dispose();
            Directory.Delete(_workingFolder, recursive: true);
        }
    }
}
