using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Runs one script on every machine, as it should be done but for one fault.</summary>
internal sealed class WorkExperiment(WorkFault fault, string script, TimeSpan? timeout = null) : IExperiment
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        if (fault == WorkFault.WritesWhilePlanning)
            File.WriteAllText(Path.Combine(context.ExperimentFolder, "plan"), "x");
        IReadOnlyList<string> machines = fault == WorkFault.PlansStrangeMachines
            ? ["nowhere"]
            : [.. context.Select(new LabelSelector(["all"])).Select(machine => machine.Name)];
        var content = fault == WorkFault.PlansAtRandom ? Guid.NewGuid().ToString() : script;
        IReadOnlyList<string> names = fault == WorkFault.NamesCasesAlike ? ["one", "one"] : ["one", "two"];
        return [.. names.Select(name => new CasePlan(name, machines) { ContentFor = _ => content })];
    }

    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        var rows = run.Cases.SelectMany(work => work.Rows).ToList();
        if (fault == WorkFault.LeavesOutARow)
            rows.RemoveAt(0);
        await Task.WhenAll(rows.Select(row => RunAsync(run, row, fault == WorkFault.IgnoresTheToken ? CancellationToken.None : cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RunAsync(IExperimentRun run, IRow row, CancellationToken cancellationToken)
    {
        var machine = row.Machine!;
        run.Begin(row, machine);
        var outcome = await WorkAsync(run, row, machine, cancellationToken);
        if (fault == WorkFault.LeavesADaemon)
            await machine.StartAsync(new CommandSpec($"{row.Id}/daemon", "exec sleep 86400"), CancellationToken.None);
        else
            await machine.RemoveAsync(row.Id, CancellationToken.None);
        var isForgotten = fault == WorkFault.EndsNoRowWhenCancelled && outcome.Status == RowStatus.Interrupted;
        if (fault != WorkFault.EndsRowsEarly && !isForgotten)
            run.End(row, outcome);
        if (fault == WorkFault.EndsRowsTwice)
            run.End(row, outcome);
    }

    private async Task<RowOutcome> WorkAsync(IExperimentRun run, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        var handle = await machine.StartAsync(new CommandSpec($"{row.Id}/work", script) { WorkingFolder = row.Id }, CancellationToken.None);
        if (fault == WorkFault.EndsRowsEarly)
            run.End(row, new RowOutcome(RowStatus.Passed));
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } limit && fault != WorkFault.ForgetsItsTimeout)
            clock.CancelAfter(limit);
        try
        {
            var end = await machine.WaitAsync(handle, clock.Token);
            if (end.ExitCode == 0 && fault != WorkFault.ForgetsOutputs)
                await machine.GetAsync($"{row.Id}/result", Path.Combine(row.OutputFolder, "result"), cancellationToken);
            return end.ExitCode == 0
                ? new RowOutcome(RowStatus.Passed)
                : new RowOutcome(RowStatus.Failed) { ExitCode = end.ExitCode, Message = fault == WorkFault.GivesNoReason ? null : "the script failed" };
        }
        catch (OperationCanceledException)
        {
            await machine.StopAsync(handle, Grace, CancellationToken.None);
            var status = !cancellationToken.IsCancellationRequested ? RowStatus.TimedOut
                : fault == WorkFault.CallsInterruptedFailed ? RowStatus.Failed
                : RowStatus.Interrupted;
            return new RowOutcome(status) { Message = "it was ended" };
        }
    }
}
