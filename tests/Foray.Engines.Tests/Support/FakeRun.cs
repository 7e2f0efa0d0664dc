using System.Collections.Concurrent;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Engines.Tests.Support;

/// <summary>A run that keeps in memory what a host would write into its journal.</summary>
internal sealed class FakeRun : IExperimentRun, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-engines-").FullName;
    private readonly Lock _lock = new();
    private int _open;

    public FakeRun(IReadOnlyList<CasePlan> plan, params FakeMachine[] machines)
    {
        Machines = machines.ToDictionary(machine => machine.Name, IMachine (machine) => machine);
        Cases = [.. plan.Select(work => new FakeCase(work, work.AnyMachine
            ? [new FakeRow(work, null, _folder)]
            : [.. work.Machines.Select(name => new FakeRow(work, Machines[name], _folder))]))];
    }

    public string Name => "trial";

    public string RunId => "run-1";

    public string ExperimentFolder => _folder;

    public IReadOnlyList<ICase> Cases { get; set; }

    public IReadOnlyDictionary<string, IMachine> Machines { get; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public ILogger Logger => NullLogger.Instance;

    public bool HasSecrets => Secret is not null;

    public string? Secret { get; init; }

    public Dictionary<string, IReadOnlyList<InputFile>> Inputs { get; } = [];

    /// <summary>Rows with the machine they began on, in order.</summary>
    public ConcurrentQueue<(string Case, string Machine)> Begun { get; } = new();

    public ConcurrentQueue<(IRow Row, RowOutcome Outcome)> Ended { get; } = new();

    public RowOutcome Outcome(string machine, string work = CaseMatrix.SingleCase) =>
        Assert.Single(Ended, end => end.Row.Case.Name == work && end.Row.Machine!.Name == machine).Outcome;

    public IRow Row(string machine, string work = CaseMatrix.SingleCase) =>
        Cases.SelectMany(item => item.Rows).Single(row => row.Case.Name == work && row.Machine!.Name == machine);

    /// <summary>The row of a case that an earlier run began.</summary>
    public FakeRow Resume(string work, FakeMachine machine, int attempt = 1)
    {
        var index = Cases.Select(item => item.Plan.Name).ToList().IndexOf(work);
        var plan = Cases[index].Plan;
        var row = new FakeRow(plan, machine, _folder);
        row.Resume(attempt);
        Cases = [new FakeCase(plan, [row]), .. Cases.Where((_, i) => i != index)];
        return row;
    }

    /// <summary>Most rows that had begun and not ended.</summary>
    public int MostAtOnce { get; private set; }

    public void Begin(IRow row, IMachine machine)
    {
        lock (_lock)
            MostAtOnce = Math.Max(MostAtOnce, ++_open);
        Begun.Enqueue((row.Case.Name, machine.Name));
        ((FakeRow)row).Begin(machine);
    }

    public void End(IRow row, RowOutcome outcome)
    {
        lock (_lock)
            _open--;
        Ended.Enqueue((row, outcome));
    }

    public IReadOnlyList<InputFile> ListInput(string? path) => Inputs.GetValueOrDefault(path ?? ".", []);

    /// <summary>Paths outside the run's folder that rows have put something at.</summary>
    public HashSet<string> OwnOutputs { get; } = [];

    public bool MayReplace(string path) => !Path.Exists(path) || OwnOutputs.Contains(path);

    public void RecordOutput(string path) => OwnOutputs.Add(path);

    public void ForgetOutput(string path) => OwnOutputs.Remove(path);

    public string Mask(string text) => text.Replace(Secret!, "***", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
