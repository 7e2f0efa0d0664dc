using Foray.Engines.Cases;
using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;

namespace Foray.Engines.Slurm;

/// <summary>Runs shell scripts in cases as the tasks of one job array of a Slurm cluster.</summary>
[Plugin("slurm", Capabilities = [PluginCapabilities.Checks])]
public sealed class SlurmExperiment : IExperiment
{
    private static readonly IReadOnlyList<string> Programs = ["sbatch", "squeue", "scancel", "scontrol"];

    private readonly SlurmOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An experiment of these options.</summary>
    public SlurmExperiment(SlurmOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        foreach (var problem in SlurmRules.Check(_options))
            context.Report(problem with { Place = context.Section["options"]?.Place ?? context.Section.Place });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools(IPlanContext context) =>
        Submit(context).ToDictionary(machine => machine.Name, _ => Programs);

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        var machines = Submit(context);
        var planner = new CasePlanner(_options, context, [.. _options.Scripts.Select(_ => machines)]);
        return planner.Plan([.. machines.Select(machine => machine.Name)], anyMachine: false, SlurmRules.Check(_options));
    }

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        using var slurm = new SlurmRun(_options, run, _time, cancellationToken);
        await new ArrayScheduler(slurm).RunAsync();
        slurm.ThrowIfEnded();
    }

    private IReadOnlyList<PlannedMachine> Submit(IPlanContext context) => [.. context.Select(_options.SubmitLabels).Take(1)];
}
