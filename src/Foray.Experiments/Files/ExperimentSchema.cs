using Foray.Configuration.Checking;
using Foray.Experiments.Provisioning;
using Foray.Experiments.Tracking;
using Foray.Plugins.Schemas;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Experiments.Files;

/// <summary>What an experiment file consists of.</summary>
public static class ExperimentSchema
{
    private static readonly ValueSchema Text = new(ValueType.String) { MinimumLength = 1 };

    /// <summary>The schema; the sections' own parts come from the plugins that are installed.</summary>
    public static FileSchema File { get; } = new(
        "An experiment: machines, what is installed on them, and what is run.",
        [
            new OptionProperty("name", "Name of the experiment.", Text) { Required = true },
            new OptionProperty("description", "What it is about.", new ValueSchema(ValueType.String)),
            new OptionProperty("variables", "Values that ${name} stands for in the file, and that scripts find in their environment.",
                new ValueSchema(ValueType.Map) { Items = new ValueSchema(ValueType.Variable) }),
        ],
        [
            new FileSection("sites", "site", SectionForm.KindList, "Where machines come from.") { Required = true, MinimumItems = 1, DefinesMachines = true, HostOptions = StepPolicy.Options },
            new FileSection("software", "software", SectionForm.NameMap, "Software to install on machines, by plugin.") { HostOptions = StepPolicy.Options },
            new FileSection("deployment", "deployment", SectionForm.NameMap, "Systems of daemons to deploy on machines, by plugin.") { HostOptions = StepPolicy.Options },
            new FileSection("hooks", "hook", SectionForm.KindList, "What is done between the phases.") { HasUniqueNames = true, HostOptions = StepPolicy.Options },
            new FileSection("collectors", "collector", SectionForm.KindList, "What is measured while experiments run.") { HostOptions = CollectorPlan.Options },
            new FileSection("backends", "backend", SectionForm.KindList, "Where the numbers of runs go, beside the store.") { HostOptions = TrackedSinks.Options },
            new FileSection("experiments", "experiment", SectionForm.KindList, "What is run, in order.")
            {
                Required = true,
                MinimumItems = 1,
                HasUniqueNames = true,
                LocalVariableKeys = ["matrix", "variables"],
                LocalVariables = ["case", "experiment", "machine"],
            },
        ]);
}
