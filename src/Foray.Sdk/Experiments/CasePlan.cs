namespace Foray.Sdk.Experiments;

/// <summary>A case that an experiment consists of.</summary>
/// <param name="Name">Name, unique in the experiment and stable: what the case is, not its position.</param>
/// <param name="Machines">Names of the machines it runs on, or may run on.</param>
public sealed record CasePlan(string Name, IReadOnlyList<string> Machines)
{
    /// <summary>Its parameters, in order. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>True where one of the machines, chosen when it runs, is enough: one row. False: a row on each. Default: false.</summary>
    public bool AnyMachine { get; init; }

    /// <summary>Everything that the result on a machine depends on, in canonical form; the row is run again when it changes. Secrets are left out.</summary>
    public required Func<string?, string> ContentFor { get; init; }
}
