using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Shell;

/// <summary>Runs a case on one machine, and keeps how it went. Its case's runner says when each part is due.</summary>
internal sealed class RowRunner(ShellRun shell, IRow row, IMachine machine)
{
    private readonly bool _resumed = row.Resumed;
    private readonly List<ScriptResult> _scripts = [];
    private readonly OrderedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private int _attempt;
    private DateTimeOffset _begun;
    private RowVerdict _verdict = new(shell);
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    /// <summary>The worst of what happened in this attempt.</summary>
    public RowStatus Status => _verdict.Status;

    /// <summary>True where the machine runs this script.</summary>
    public bool Runs(int index) => shell.Options.RunOn == MachineChoice.Any || shell.Options.Scripts[index].Labels.Chooses(machine);

    /// <summary>Begins an attempt.</summary>
    public void Begin()
    {
        _verdict = new RowVerdict(shell);
        _scripts.Clear();
        _metrics.Clear();
        _attempt++;
        _begun = shell.Time.GetUtcNow();
        shell.Run.Begin(row, machine);
        _environment = row.Complete(CaseEnvironment.Of(shell.Options, shell.Run, shell.Variables, row, _attempt));
    }

    /// <summary>Fills the working folder, unless the attempt is an old one whose scripts have begun.</summary>
    public Task PrepareAsync() => _verdict.GuardAsync(async () =>
    {
        if (_resumed && _attempt == 1)
        {
            shell.Outputs.Discard(row);
            if (await machine.AttachAsync(CommandId(Enumerable.Range(0, shell.ScriptNames.Count).First(Runs)), shell.Token) is not null)
                return;
            await machine.RemoveAsync(row.Id, shell.Token);
        }

        await shell.Inputs.PrepareAsync(machine, row.Id, shell.Token);
    });

    /// <summary>Runs a script to its end.</summary>
    public async Task RunScriptAsync(int index, AttemptClock clock)
    {
        var script = shell.Options.Scripts[index];
        var name = shell.ScriptNames[index];
        var command = new CommandSpec(CommandId(index), script.Script)
        {
            Interpreter = [script.Executable],
            WorkingFolder = row.Id,
            Environment = _environment,
            Limits = shell.Limits,
        };
        var end = await new ScriptRunner(shell, machine, command, name, Path.Combine(row.Folder, name)).RunAsync(clock);
        _scripts.Add(end.Result);
        foreach (var metric in end.Metrics)
            _metrics[metric.Name] = metric.Value;
        _verdict.Worsen(end.Result.Status, end.Message, end.Result.ExitCode);
    }

    /// <summary>Notes that a script is not run, because the case did not pass so far.</summary>
    public void Skip(int index, RowRunner culprit)
    {
        _scripts.Add(new ScriptResult(shell.ScriptNames[index], RowStatus.Skipped, null, shell.Time.GetUtcNow(), TimeSpan.Zero));
        if (shell.HasEnded)
            _verdict.Interrupt();
        else
            _verdict.Worsen(RowStatus.Skipped, $"skipped because the case did not pass on '{culprit.MachineName}'");
    }

    /// <summary>Brings back what scripts reported, and the outputs; those that a passed row lacks make it failed.</summary>
    public Task FetchOutputsAsync() => Status == RowStatus.Interrupted ? Task.CompletedTask : _verdict.GuardAsync(() => shell.FinishAsync(async token =>
    {
        foreach (var script in _scripts)
            await shell.Run.KeepArtifactsAsync(row, machine, script.Name, row.Id, token);
        var problem = await shell.Outputs.FetchAsync(row, machine, row.Id, token);
        if (problem is not null && Status == RowStatus.Passed)
            _verdict.Worsen(RowStatus.Failed, problem);
    }));

    /// <summary>Records the end of the row.</summary>
    public void End() => shell.Run.End(row, new RowOutcome(Status)
    {
        ExitCode = _verdict.ExitCode,
        Started = _scripts.Count > 0 ? _scripts[0].Started : _begun,
        Elapsed = _scripts.Aggregate(TimeSpan.Zero, (sum, script) => sum + script.Elapsed),
        Message = _verdict.Message,
        Attempts = _attempt,
        Metrics = new OrderedDictionary<string, double>(_metrics, StringComparer.Ordinal),
        Scripts = [.. _scripts],
    });

    /// <summary>Removes what the attempt left on the machine.</summary>
    public Task RemoveAsync() => shell.CleanUpAsync(token => machine.RemoveAsync(row.Id, token), $"removing '{row.Id}' from '{machine.Name}'");

    /// <summary>Removes what the attempt left anywhere, so that another can begin.</summary>
    public async Task DiscardAsync()
    {
        await RemoveAsync();
        shell.Outputs.Discard(row);
        foreach (var script in _scripts)
            if (Path.Combine(row.Folder, script.Name) is var folder && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }

    private string MachineName => machine.Name;

    private string CommandId(int index) => $"{row.Id}/{shell.ScriptNames[index]}";
}
