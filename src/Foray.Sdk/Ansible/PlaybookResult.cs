namespace Foray.Sdk.Ansible;

/// <summary>How a playbook ended.</summary>
/// <param name="Machines">The outcome of every machine, by name.</param>
public sealed record PlaybookResult(IReadOnlyDictionary<string, PlaybookOutcome> Machines)
{
    /// <summary>True where it succeeded on every machine.</summary>
    public bool Succeeded => Machines.Values.All(outcome => outcome.Failure is null);
}
