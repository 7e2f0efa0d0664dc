using Foray.Sdk.Results;

namespace Foray.Experiments.Events;

/// <summary>A row ended, or was taken from an earlier run.</summary>
/// <param name="Result">The row.</param>
/// <param name="IsReused">True where it was taken from an earlier run.</param>
public sealed record RowFinished(CaseResult Result, bool IsReused) : RunEvent;
