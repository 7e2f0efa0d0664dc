using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Tests.Support;

internal sealed class FakePlanContext(params FakeMachine[] machines) : IPlanContext
{
    public string ExperimentFolder => "/experiment";

    public Dictionary<string, Variable> FileVariables { get; } = [];

    public IReadOnlyDictionary<string, Variable> Variables => FileVariables;

    public Dictionary<string, string> Hashes { get; } = [];

    public IReadOnlyList<PlannedMachine> Select(LabelSelector labels) =>
        [.. machines.Where(machine => machine.Labels.Intersect(labels.Labels).Any()).Select(machine => new PlannedMachine(machine.Name, "fake", machine.Labels))];

    public string HashInput(string? path) => Hashes.GetValueOrDefault(path ?? ".", "hash of " + path);
}
