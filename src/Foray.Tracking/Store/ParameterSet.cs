namespace Foray.Tracking.Store;

/// <summary>A run was told a parameter. The first value stays; another one is refused, and noted as a tag <c>foray.refused.&lt;key&gt;</c>.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Key">Name of the parameter.</param>
/// <param name="Value">Its value.</param>
public sealed record ParameterSet(string Run, string Key, string Value) : RunChange(Run);
