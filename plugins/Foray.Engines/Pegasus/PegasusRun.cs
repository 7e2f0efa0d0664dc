using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>What all cases of one run share.</summary>
internal sealed class PegasusRun(PegasusOptions options, IExperimentRun run, TimeProvider time, CancellationToken asked) : ScriptedRun(options, run, time, asked)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);

    public PegasusOptions Options { get; } = options;

    public WorkflowSteps Steps { get; } = WorkflowSteps.Of(options);

    public InputStaging Inputs { get; } = new(options, run);

    /// <summary>The machine to submit from: the same for all cases.</summary>
    public IMachine Machine { get; } = run.Machines[run.Cases[0].Plan.Machines[0]];

    /// <summary>Time between two looks at a workflow.</summary>
    public TimeSpan Interval => Options.PollInterval > ShortestInterval ? Options.PollInterval : ShortestInterval;

    /// <summary>All machines that take part: those that run a script, and those that a file goes to or comes from.</summary>
    public IReadOnlyList<IMachine> Machines => field ??= [.. Run.Machines.Values.Where(TakesPart)];

    /// <summary>A clock for the scripts before the workflow, for main and the workflow, or for the scripts after it.</summary>
    public AttemptClock StartClock() => new(PegasusRules.TryTimeout(Options.Timeout, out var limit) ? limit : null, Time, Token);

    /// <summary>The machines that run a script.</summary>
    public IEnumerable<IMachine> MachinesOf(WorkflowStep step) => Run.Machines.Values.Where(machine => step.Labels.Chooses(machine));

    /// <summary>Name of a script on a machine, in results and of its folder.</summary>
    public string NameOf(WorkflowStep step, IMachine machine) => machine == Machine ? step.Name : $"{step.Name}.{machine.Name}";

    private bool TakesPart(IMachine machine)
    {
        IEnumerable<LabelSelector?> labels =
        [
            .. Steps.Setup.Concat(Steps.Post).Select(step => step.Labels),
            .. Options.Inputs?.Select(input => input.Labels).Where(given => given is not null) ?? [],
            .. Options.Outputs?.Select(output => output.Labels).Where(given => given is not null) ?? [],
        ];
        return machine == Machine || labels.Any(given => given.Chooses(machine));
    }
}
