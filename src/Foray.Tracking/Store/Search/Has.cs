namespace Foray.Tracking.Store.Search;

/// <summary>True where the run has the field.</summary>
/// <param name="Field">What of the run.</param>
public sealed record Has(RunField Field) : RunFilter;
