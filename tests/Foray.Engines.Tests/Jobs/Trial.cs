using Foray.Engines.Jobs;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Experiments;
using Foray.Sdk.Testing.Jobs;
using Foray.Sdk.Testing.Machines;

namespace Foray.Engines.Tests.Jobs;

/// <summary>An experiment of one test, unless more is said, on machines that run nothing.</summary>
internal sealed class Trial : IDisposable
{
    private FakeExperimentRun? _run;

    public Trial(params string[] machines)
    {
        Machines = [.. (machines.Length == 0 ? ["m1"] : machines).Select(name => new ScriptedMachine(name, "all"))];
        Add("a");
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IReadOnlyList<ScriptedMachine> Machines { get; }

    public FakeTestBench Bench { get; } = new();

    public JobOptions Options { get; set; } = new() { Name = "trial", Labels = new LabelSelector(["all"]), Tests = [] };

    /// <summary>Variables of the file, with their values.</summary>
    public Dictionary<string, string> FileVariables { get; } = [];

    /// <summary>Hashes of the experiment's files.</summary>
    public Dictionary<string, string> Hashes { get; } = [];

    public string Folder { get; init; } = "/nowhere";

    public FakeExperimentRun Run => _run ??= new FakeExperimentRun(Plan(), Machines) { Variables = FileVariables };

    public IReadOnlyList<RowOutcome> Outcomes => [.. Run.Ended.Select(end => end.Outcome)];

    /// <summary>Adds a reference to a test.</summary>
    public void Add(string reference, Runnable? test = null)
    {
        Bench.Tests[reference] = [test ?? new Runnable("exec-test", reference)];
        Options = Options with { Tests = [.. Options.Tests, reference] };
    }

    /// <summary>Tests end like this, one after the other; the last of them again and again.</summary>
    public void EndAs(params TestStatus[] statuses)
    {
        var count = -1;
        Bench.OnRun = (_, _) => Task.FromResult(new TestOutcome(statuses[Math.Min(Interlocked.Increment(ref count), statuses.Length - 1)], "a reason"));
    }

    public IReadOnlyList<CasePlan> Plan()
    {
        var context = new FakePlanContext(Machines) { ExperimentFolder = Folder };
        foreach (var (path, hash) in Hashes)
            context.Hashes[path] = hash;
        foreach (var (name, value) in FileVariables)
            context.FileVariables[name] = new Variable(value);
        return Experiment().Plan(context);
    }

    public string Content() => Plan().Single().ContentFor(null);

    public Task RunAsync(CancellationToken? token = null) => Experiment().RunAsync(Run, token ?? Token).WaitAsync(TimeSpan.FromMinutes(1), Token);

    public void Dispose() => _run?.Dispose();

    private JobExperiment Experiment() => new(Options, Bench, TimeProvider.System);
}
