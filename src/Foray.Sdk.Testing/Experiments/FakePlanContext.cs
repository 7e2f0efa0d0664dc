using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Sdk.Testing.Experiments;

/// <summary>What an experiment sees while it plans.</summary>
public sealed class FakePlanContext(params IReadOnlyList<IMachine> machines) : IPlanContext
{
    /// <inheritdoc/>
    public string ExperimentFolder { get; init; } = "/experiment";

    /// <summary>Variables of the file, to be filled.</summary>
    public Dictionary<string, Variable> FileVariables { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Variable> Variables => FileVariables;

    /// <summary>Hashes of inputs by path, <c>.</c> for the experiment's folder. A path that has none gets one made from its name.</summary>
    public Dictionary<string, string> Hashes { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<PlannedMachine> Select(LabelSelector labels) =>
        [.. machines.Where(machine => machine.Labels.Intersect(labels.Labels).Any()).Select(machine => new PlannedMachine(machine.Name, "fake", machine.Labels))];

    /// <inheritdoc/>
    public string HashInput(string? path) => Hashes.GetValueOrDefault(path ?? ".", "hash of " + path);
}
