using System.Collections.Concurrent;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Experiments;

/// <summary>A run that keeps in memory what a host would write into its journal. Disposing it removes its folder, and not its machines.</summary>
public sealed class FakeExperimentRun : IExperimentRun, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-run-").FullName;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>A run of planned cases.</summary>
    public FakeExperimentRun(IReadOnlyList<CasePlan> plan, params IReadOnlyList<IMachine> machines)
    {
        Machines = machines.ToDictionary(machine => machine.Name);
        Cases = [.. plan.Select(work => new FakeCase(work, work.AnyMachine
            ? [new FakeRow(work, null, _folder)]
            : [.. work.Machines.Select(name => new FakeRow(work, Machines[name], _folder))]))];
    }

    /// <inheritdoc/>
    public string Name => "trial";

    /// <inheritdoc/>
    public string RunId => "run-1";

    /// <inheritdoc/>
    public string ExperimentFolder => _folder;

    /// <inheritdoc/>
    public IReadOnlyList<ICase> Cases { get; set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IMachine> Machines { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What the plugin logged.</summary>
    public RecordingLogger Log { get; } = new();

    /// <inheritdoc/>
    public ILogger Logger => Log;

    /// <inheritdoc/>
    public bool HasSecrets => Secret is not null;

    /// <summary>A text that has to be masked. Default: none.</summary>
    public string? Secret { get; init; }

    /// <summary>Input files by path, <c>.</c> for the experiment's folder, to be filled.</summary>
    public Dictionary<string, IReadOnlyList<InputFile>> Inputs { get; } = [];

    /// <summary>Called when a row ends, before that is recorded. Default: nothing.</summary>
    public Action<IRow, RowOutcome> OnEnd { get; set; } = (_, _) => { };

    /// <summary>Cases that began, with the machine they began on, in order.</summary>
    public ConcurrentQueue<(string Case, string Machine)> Begun { get; } = new();

    /// <summary>Rows that ended, in order.</summary>
    public ConcurrentQueue<(IRow Row, RowOutcome Outcome)> Ended { get; } = new();

    /// <summary>Scripts whose reported files were to be kept, as <c>machine script folder</c>, in order.</summary>
    public ConcurrentQueue<string> Kept { get; } = new();

    /// <summary>Most rows that had begun and not ended.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Paths outside the run's folder that rows have put something at.</summary>
    public ISet<string> OwnOutputs => _outputs;

    /// <summary>How a row ended.</summary>
    public RowOutcome Outcome(string machine, string work = CaseMatrix.SingleCase) =>
        Ended.Single(end => end.Row.Case.Name == work && end.Row.Machine!.Name == machine).Outcome;

    /// <summary>The row of a case on a machine.</summary>
    public IRow Row(string machine, string work = CaseMatrix.SingleCase) =>
        Cases.SelectMany(item => item.Rows).Single(row => row.Case.Name == work && row.Machine!.Name == machine);

    /// <summary>Makes the row of a case one that an earlier run began, and puts it first.</summary>
    public FakeRow Resume(string work, IMachine machine, int attempt = 1)
    {
        var plan = Cases.Single(item => item.Plan.Name == work).Plan;
        var row = new FakeRow(plan, machine, _folder);
        row.Resume(attempt);
        Cases = [new FakeCase(plan, [row]), .. Cases.Where(item => item.Plan != plan)];
        return row;
    }

    /// <inheritdoc/>
    public void Begin(IRow row, IMachine machine)
    {
        lock (_lock)
            MostAtOnce = Math.Max(MostAtOnce, ++_open);
        Begun.Enqueue((row.Case.Name, machine.Name));
        ((FakeRow)row).Begin(machine);
    }

    /// <inheritdoc/>
    public void End(IRow row, RowOutcome outcome)
    {
        OnEnd(row, outcome);
        lock (_lock)
            _open--;
        Ended.Enqueue((row, outcome));
    }

    /// <inheritdoc/>
    public Task KeepArtifactsAsync(IRow row, IMachine machine, string script, string workingFolder, CancellationToken cancellationToken)
    {
        Kept.Enqueue($"{machine.Name} {script} {workingFolder}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputFile> ListInput(string? path) => Inputs.GetValueOrDefault(path ?? ".", []);

    /// <inheritdoc/>
    public bool MayReplace(string path)
    {
        lock (_lock)
            return !Path.Exists(path) || _outputs.Contains(path);
    }

    /// <inheritdoc/>
    public void RecordOutput(string path)
    {
        lock (_lock)
            _outputs.Add(path);
    }

    /// <inheritdoc/>
    public void ForgetOutput(string path)
    {
        lock (_lock)
            _outputs.Remove(path);
    }

    /// <inheritdoc/>
    public string Mask(string text) => Secret is null ? text : text.Replace(Secret, "***", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
