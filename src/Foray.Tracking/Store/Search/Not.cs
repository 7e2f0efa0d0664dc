namespace Foray.Tracking.Store.Search;

/// <summary>True where the part is not.</summary>
/// <param name="Part">The part.</param>
public sealed record Not(RunFilter Part) : RunFilter;
