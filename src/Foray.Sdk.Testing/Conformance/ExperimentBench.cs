using Foray.Sdk.Experiments;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Machines on which one check runs experiments.</summary>
internal sealed class ExperimentBench : IAsyncDisposable
{
    private readonly Trial _trial;
    private readonly FakeHost _host = new(TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-experiment-").FullName;
    private readonly List<FakeExperimentRun> _runs = [];

    public ExperimentBench(ExperimentSubject subject, Trial trial)
    {
        _trial = trial;
        Machines = [.. Enumerable.Range(1, Math.Max(1, subject.Machines)).Select(number => new FakeMachine($"m{number}"))];
        foreach (var machine in Machines)
            subject.Prepare(machine);
    }

    public IReadOnlyList<FakeMachine> Machines { get; }

    public string Folder => _folder;

    public IReadOnlyList<CasePlan> Plan(Func<FakeHost, IExperiment> create) => create(_host).Plan(new FakePlanContext(Machines) { ExperimentFolder = _folder });

    /// <summary>Runs an experiment to its end.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="onEnd">Sees a row that ends, before that is recorded.</param>
    public async Task<FakeExperimentRun> RunAsync(Func<FakeHost, IExperiment> create, Action<IRow, RowOutcome>? onEnd = null)
    {
        var (experiment, run) = Prepare(create, onEnd);
        await _trial.EndsAsync(() => experiment.RunAsync(run, _trial.Token), "the run", "end it when the last row has ended; where it takes longer by nature, give the subject more patience");
        return run;
    }

    /// <summary>Runs an experiment, and cancels it when a command runs on a machine.</summary>
    public async Task<FakeExperimentRun> CancelAsync(Func<FakeHost, IExperiment> create)
    {
        var (experiment, run) = Prepare(create, null);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_trial.Token);
        var work = Task.Run(() => experiment.RunAsync(run, cancel.Token), CancellationToken.None);
        await _trial.BecomesAsync(() => work.IsCompleted || Machines.Any(machine => machine.HasStarted));
        _trial.Require(!work.IsCompleted, "the endless experiment ended by itself", "give the subject an Endless experiment whose work does not end, and wait for the work");
        await cancel.CancelAsync();
        await _trial.EndsCancelledAsync(() => work, "the run, cancelled while it worked,", "hand the token to every call that waits, and give the cleaning up a short time of its own");
        return run;
    }

    public void RequireEnds(FakeExperimentRun run, RowStatus status)
    {
        _trial.Require(!run.Begun.IsEmpty, "no row began", "begin a row for every case that has rows, with the run's Begin");
        foreach (var (row, outcome) in run.Ended)
        {
            _trial.Require(
                outcome.Status == status,
                $"row '{row.Id}' ended as {outcome.Status} instead of {status}: {outcome.Message}",
                "let the row's outcome say what came of its work");
        }
    }

    /// <summary>A breach where <c>down</c> could not follow.</summary>
    public async Task RequireDownAsync(FakeExperimentRun run)
    {
        const string remedy = "end everything that a row started before the run returns: the machine's StopAsync or RemoveAsync takes what escaped too";
        foreach (var machine in Machines)
        {
            await _trial.BecomesAsync(() => machine.FindProcesses().Count == 0);
            _trial.Require(machine.FindProcesses().Count == 0, $"processes were left on '{machine.Name}' after the run: {string.Join(", ", machine.FindRunningCommands())}", remedy);
            foreach (var (row, _) in run.Ended.Where(end => end.Row.Machine == machine))
                await machine.RemoveAsync(row.Id, _trial.Token);
            await machine.ClearAsync(_trial.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
            await machine.DisposeAsync();
        foreach (var run in _runs)
            run.Dispose();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (IExperiment Experiment, FakeExperimentRun Run) Prepare(Func<FakeHost, IExperiment> create, Action<IRow, RowOutcome>? onEnd)
    {
        var experiment = create(_host);
        var plan = experiment.Plan(new FakePlanContext(Machines) { ExperimentFolder = _folder });
        _trial.Require(plan.Count > 0, "the plan has no case", "plan at least one case for the label 'all'");
        var run = new FakeExperimentRun(plan, Machines);
        if (onEnd is not null)
            run.OnEnd = onEnd;
        _runs.Add(run);
        return (experiment, run);
    }
}
