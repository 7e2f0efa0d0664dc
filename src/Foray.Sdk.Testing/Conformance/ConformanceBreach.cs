namespace Foray.Sdk.Testing.Conformance;

/// <summary>A promise that a plugin broke.</summary>
/// <param name="Check">Name of the check.</param>
/// <param name="Promise">What the contract promises.</param>
/// <param name="Happened">What the plugin did.</param>
/// <param name="Remedy">What its author can change.</param>
public sealed record ConformanceBreach(string Check, string Promise, string Happened, string Remedy)
{
    /// <summary>Four lines: the check, the promise, what happened, what to change.</summary>
    public override string ToString() => $"{Check}\n  promised: {Promise}\n  happened: {Happened}\n  change: {Remedy}";
}
