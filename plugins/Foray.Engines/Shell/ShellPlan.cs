using Foray.Engines.Cases;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;

namespace Foray.Engines.Shell;

/// <summary>Makes the cases of an experiment and finds their machines.</summary>
internal sealed class ShellPlan
{
    /// <summary>No machine can run all scripts of a case.</summary>
    private const string NoMachine = "FORAY251";

    private readonly ShellOptions _options;
    private readonly IReadOnlyList<PlannedMachine>[] _machines;
    private readonly CasePlanner _planner;

    public ShellPlan(ShellOptions options, IPlanContext context)
    {
        _options = options;
        _machines = [.. options.Scripts.Select(script => context.Select(script.Labels))];
        _planner = new CasePlanner(options, context, _machines);
    }

    /// <summary>The interpreters and other programs that each machine needs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools() => _planner.RequiredTools();

    /// <summary>The cases, in order.</summary>
    /// <exception cref="DiagnosticException">The options break a rule.</exception>
    public IReadOnlyList<CasePlan> Cases() => _options.RunOn == MachineChoice.All
        ? _planner.Plan([.. _machines.SelectMany(machines => machines).Select(machine => machine.Name).Distinct()], anyMachine: false, [])
        : _planner.Plan(CommonTo(_machines), anyMachine: true, AnyMachine());

    /// <summary>Names of the machines that run all scripts.</summary>
    private static List<string> CommonTo(IReadOnlyList<PlannedMachine>[] scriptMachines) =>
        scriptMachines.Length == 0 ? [] : [.. scriptMachines[0].Select(machine => machine.Name)
            .Where(name => scriptMachines.All(machines => machines.Any(machine => machine.Name == name)))];

    private IEnumerable<Diagnostic> AnyMachine()
    {
        if (CommonTo(_machines).Count == 0)
            yield return CaseRules.Error(_options, NoMachine, "no machine has the labels of all its scripts, so that none can run a whole case",
                "give the scripts a label in common, or leave out 'run_on: any'");
    }
}
