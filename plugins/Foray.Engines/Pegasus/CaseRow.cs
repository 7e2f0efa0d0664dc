using System.Globalization;
using System.Text;
using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Pegasus;

/// <summary>Runs a case: inputs, the scripts before the workflow, the workflow, the scripts after it, outputs. It keeps how that went.</summary>
internal sealed class CaseRow(PegasusRun pegasus, IRow row)
{
    private readonly bool _resumed = row.Resumed;
    private readonly DateTimeOffset _begun = pegasus.Time.GetUtcNow();
    private readonly RowVerdict _verdict = new(pegasus);
    private readonly List<ScriptResult> _scripts = [];
    private readonly OrderedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    /// <summary>Folder in which the scripts of a row run, on each of its machines.</summary>
    public static string WorkingFolderOf(IRow row) => $"{row.Id}/work";

    public async Task RunAsync()
    {
        pegasus.Run.Begin(row, pegasus.Machine);
        _environment = CaseEnvironment.Of(pegasus.Options, pegasus.Run, pegasus.Variables, row, 1);
        await _verdict.GuardAsync(PrepareAsync);
        await RunAsync(pegasus.Steps.Setup);
        await RunWorkflowAsync();
        await RunAsync(pegasus.Steps.Post);
        if (_verdict.Status != RowStatus.Interrupted)
            await _verdict.GuardAsync(() => pegasus.FinishAsync(FetchOutputsAsync));
        End();
        await Task.WhenAll(pegasus.Machines.Select(machine => pegasus.CleanUpAsync(token => machine.RemoveAsync(row.Id, token), $"removing '{row.Id}' from '{machine.Name}'")));
    }

    /// <summary>Fills the working folders, unless an earlier run did so and went on to the scripts.</summary>
    private async Task PrepareAsync()
    {
        if (_resumed)
        {
            pegasus.Outputs.Discard(row);
            if (await HaveScriptsBegunAsync())
                return;
            foreach (var machine in pegasus.Machines)
                await machine.RemoveAsync(row.Id, pegasus.Token);
        }

        await Task.WhenAll(pegasus.Machines.Select(machine => pegasus.Inputs.PrepareAsync(machine, WorkingFolderOf(row), pegasus.Token)));
        if (!MainScript.IsPath(pegasus.Options.Main))
            await PutMainAsync();
    }

    private async Task<bool> HaveScriptsBegunAsync()
    {
        if (pegasus.Steps.Setup is [var first, ..])
        {
            foreach (var machine in pegasus.MachinesOf(first))
                if (await machine.AttachAsync(CommandId(first, machine), pegasus.Token) is not null)
                    return true;
            return false;
        }

        return await pegasus.Machine.AttachAsync(WorkflowRunner.FirstCommand(row), pegasus.Token) is not null;
    }

    private async Task PutMainAsync()
    {
        var local = Directory.CreateTempSubdirectory("foray-pegasus-").FullName;
        try
        {
            var file = Path.Combine(local, MainScript.File);
            await File.WriteAllTextAsync(file, pegasus.Options.Main, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), pegasus.Token);
            await pegasus.Machine.PutAsync([new InputFile(file, MainScript.File)], WorkflowRunner.StateOf(row), pegasus.Token);
        }
        finally
        {
            Directory.Delete(local, recursive: true);
        }
    }

    private async Task RunAsync(IReadOnlyList<WorkflowStep> steps)
    {
        using var clock = pegasus.StartClock();
        foreach (var step in steps)
        {
            var machines = pegasus.MachinesOf(step).ToList();
            if (_verdict.Status == RowStatus.Passed && !pegasus.HasEnded)
                foreach (var end in await Task.WhenAll(machines.Select(machine => RunAsync(step, machine, clock))))
                    Take(end);
            else
                machines.ForEach(machine => Skip(pegasus.NameOf(step, machine)));
        }
    }

    private Task<ScriptEnd> RunAsync(WorkflowStep step, IMachine machine, AttemptClock clock)
    {
        var name = pegasus.NameOf(step, machine);
        var command = new CommandSpec(CommandId(step, machine), step.Script)
        {
            Interpreter = [step.Executable],
            WorkingFolder = WorkingFolderOf(row),
            Environment = _environment,
        };
        return new ScriptRunner(pegasus, machine, command, name, Path.Combine(row.Folder, name)).RunAsync(clock);
    }

    private async Task RunWorkflowAsync()
    {
        if (_verdict.Status == RowStatus.Passed && !pegasus.HasEnded)
            await _verdict.GuardAsync(async () => Take(await new WorkflowRunner(pegasus, row, _environment).RunAsync()));
        else
            Skip(pegasus.Steps.Main.Name);
    }

    private void Take(ScriptEnd end)
    {
        _scripts.Add(end.Result);
        foreach (var metric in end.Metrics)
            _metrics[metric.Name] = metric.Value;
        // Where main passed and its workflow did not, no exit code decided.
        _verdict.Worsen(end.Result.Status, end.Message, end.Result is { ExitCode: 0, Status: not RowStatus.Passed } ? null : end.Result.ExitCode);
    }

    private void Skip(string name)
    {
        _scripts.Add(new ScriptResult(name, RowStatus.Skipped, null, pegasus.Time.GetUtcNow(), TimeSpan.Zero));
        if (pegasus.HasEnded)
            _verdict.Interrupt();
    }

    /// <summary>Brings back what scripts reported, and the outputs of all machines; those that a passed row lacks make it failed.</summary>
    private async Task FetchOutputsAsync(CancellationToken cancellationToken)
    {
        foreach (var step in pegasus.Steps.Setup.Concat(pegasus.Steps.Post))
            foreach (var machine in pegasus.MachinesOf(step))
                await pegasus.Run.KeepArtifactsAsync(row, machine, pegasus.NameOf(step, machine), WorkingFolderOf(row), cancellationToken);
        foreach (var machine in pegasus.Machines)
        {
            var isSubmit = machine == pegasus.Machine;
            if (await pegasus.Outputs.FetchAsync(isSubmit ? row : new MachineRow(row, machine), machine, WorkingFolderOf(row), cancellationToken, unlabelled: isSubmit) is { } problem && _verdict.Status == RowStatus.Passed)
                _verdict.Worsen(RowStatus.Failed, problem);
        }
    }

    private void End() => pegasus.Run.End(row, new RowOutcome(_verdict.Status)
    {
        ExitCode = _verdict.ExitCode,
        Started = _scripts.Count > 0 ? _scripts[0].Started : _begun,
        Elapsed = _scripts.Aggregate(TimeSpan.Zero, (sum, script) => sum + script.Elapsed),
        Message = _verdict.Message,
        Metrics = _metrics,
        Scripts = _scripts,
    });

    private string CommandId(WorkflowStep step, IMachine machine) => string.Create(CultureInfo.InvariantCulture, $"{row.Id}/{pegasus.NameOf(step, machine)}");
}
