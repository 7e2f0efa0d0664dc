using Foray.Experiments.Files;
using Foray.Experiments.Inputs;
using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Experiments.Running;

/// <summary>Shows an experiment the file and its inputs while it plans.</summary>
internal sealed class PlanContext(ExperimentPaths paths, ExperimentFile file, InputListing inputs) : IPlanContext
{
    public string ExperimentFolder => paths.Folder;

    public IReadOnlyDictionary<string, Variable> Variables => file.Variables;

    public IReadOnlyList<PlannedMachine> Select(LabelSelector labels) => file.Select(labels);

    public string HashInput(string? path) => inputs.Hash(path);
}
