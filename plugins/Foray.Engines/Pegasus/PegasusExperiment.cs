using Foray.Engines.Cases;
using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Plugins;

namespace Foray.Engines.Pegasus;

/// <summary>Runs a Pegasus workflow on HTCondor, and waits for it.</summary>
[Plugin("pegasus", Capabilities = [PluginCapabilities.Checks])]
public sealed class PegasusExperiment : IExperiment
{
    private readonly PegasusOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An experiment of these options.</summary>
    public PegasusExperiment(PegasusOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        PegasusRules.Check(_options, context);
        return ValueTask.CompletedTask;
    }

    /// <summary>The programs that run the scripts. Those of Pegasus are not among them: a setup script may install it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools(IPlanContext context)
    {
        var steps = WorkflowSteps.Of(_options);
        return new CasePlanner(_options, context, [.. steps.All.Select(step => step == steps.Main ? Submit(context) : context.Select(step.Labels))]).RequiredTools();
    }

    /// <inheritdoc/>
    public IReadOnlyList<CasePlan> Plan(IPlanContext context)
    {
        var submit = Submit(context);
        var planner = new CasePlanner(_options, context, [.. WorkflowSteps.Of(_options).All.Select(_ => submit)]);
        var cases = planner.Plan([.. submit.Select(machine => machine.Name)], anyMachine: false, PegasusRules.Check(_options, context.ExperimentFolder));
        // A case has a row on the machine that submits, and depends on what all others get as well.
        return [.. cases.Select(work => work with { ContentFor = _ => work.ContentFor(null) })];
    }

    /// <inheritdoc/>
    public async Task RunAsync(IExperimentRun run, CancellationToken cancellationToken)
    {
        using var pegasus = new PegasusRun(_options, run, _time, cancellationToken);
        foreach (var row in run.Cases.SelectMany(work => work.Rows))
            if (!pegasus.HasEnded)
                await new CaseRow(pegasus, row).RunAsync();
        await pegasus.Inputs.RemoveAsync(pegasus);
        pegasus.ThrowIfEnded();
    }

    private IReadOnlyList<PlannedMachine> Submit(IPlanContext context) => [.. context.Select(_options.SubmitNodeLabels).Take(1)];
}
