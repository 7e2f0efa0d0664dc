using Foray.Sdk.Consoles;
using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Lab;

/// <summary>Cases that end as the files below <c>lab/</c> say, else well.</summary>
[Plugin("trial")]
public sealed class TrialExperiment(TrialOptions options, IConsole console) : IExperiment
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools(IPlanContext context) =>
        options.Needs is null ? new Dictionary<string, IReadOnlyList<string>>()
        : context.Select(options.Labels).ToDictionary(machine => machine.Name, IReadOnlyList<string> (_) => [options.Needs]);

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        if (LabSwitch.IsOn(context.ExperimentFolder, "trial-cannot-plan"))
            throw new InvalidOperationException("the plan is missing");
        var machines = context.Select(options.Labels).Select(machine => machine.Name).ToList();
        return [.. options.Cases.Select(name => new CasePlan(name, machines)
        {
            AnyMachine = options.Any,
            ContentFor = _ => $"{name} {options.Content} {(options.Input is null ? "" : context.HashInput(options.Input.Path))}",
        })];
    }

    /// <inheritdoc/>
    public Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        foreach (var row in run.Cases.SelectMany(one => one.Rows))
        {
            var name = row.Case.Name;
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOn("skips"))
            {
                run.End(row, new RowOutcome(RowStatus.Skipped));
                continue;
            }

            run.Begin(row, row.Machine ?? run.Machines[row.Case.Machines[0]]);
            console.WriteLine($"run {run.Name} {name} {row.Machine!.Name} {row.Id} {(row.Resumed ? "again" : "first")} {row.Attempt}");
            if (IsOn("retries"))
                run.Begin(row, row.Machine);
            if (IsOn("crashes"))
                throw new InvalidOperationException("the glass broke");
            if (IsOn("forgets"))
                continue;
            run.End(row, new RowOutcome(IsOn("fails") ? RowStatus.Failed : RowStatus.Passed) { Message = string.Join(' ', run.Variables.Values) });
            if (IsOn("ends-twice"))
                run.End(row, new RowOutcome(RowStatus.Failed));

            bool IsOn(string what) => LabSwitch.IsOn(run.ExperimentFolder, $"{name}.{what}");
        }

        return Task.CompletedTask;
    }
}
