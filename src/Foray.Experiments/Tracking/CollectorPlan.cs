using Foray.Configuration.Checking;
using Foray.Experiments.Provisioning;
using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Tracking;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Tracking;

/// <summary>The collectors of a file, each with what it measures.</summary>
internal static class CollectorPlan
{
    private const string LabelsKey = "labels";

    /// <summary>The options that sections of collectors have beside those of their plugins.</summary>
    public static IReadOnlyList<OptionProperty> Options { get; } =
    [
        new(LabelsKey, "Machines to measure. Without it, the computer that Foray runs on.", new ValueSchema(ValueType.LabelSelector)),
    ];

    /// <summary>The collectors of a session's file; one for each machine.</summary>
    /// <exception cref="DiagnosticException">One that measures this computer alone is to measure machines (FORAY298).</exception>
    public static IReadOnlyList<PlannedCollector> Of(ExperimentSession session, MachinePool pool)
    {
        var instances = session.Scope.Instances<ICollector>();
        var collectors = new List<PlannedCollector>();
        foreach (var section in session.File.SectionsOf("collector"))
        {
            foreach (var machine in MachinesOf(section, session, pool))
            {
                var collector = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
                if (machine is not null && collector is not IMachineCollector)
                    throw new DiagnosticException(NoMachines(section));
                collectors.Add(new PlannedCollector(collector, machine));
            }
        }

        return collectors;
    }

    private static Diagnostic NoMachines(CheckedSection section)
    {
        var problem = Diagnostic.Error(ExperimentCodes.NoMachineCollector, $"collector '{section.Plugin.Name}' measures this computer alone, and no machines", "leave its labels out");
        return problem with { Place = section.Options.Place };
    }

    private static IReadOnlyList<IMachine?> MachinesOf(CheckedSection section, ExperimentSession session, MachinePool pool) => section.HostOptions[LabelsKey] switch
    {
        ScalarNode { Kind: not ScalarKind.Null } label => Select([label.Text], session, pool),
        SequenceNode labels => Select([.. labels.Items.OfType<ScalarNode>().Select(label => label.Text)], session, pool),
        _ => [null],
    };

    private static IReadOnlyList<IMachine?> Select(IReadOnlyList<string> labels, ExperimentSession session, MachinePool pool) =>
        [.. session.File.Select(new LabelSelector(labels)).Select(machine => pool.ByName[machine.Name])];
}
