namespace Foray.Tracking.Store.Search;

/// <summary>True where all parts are; without parts, of every run.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AllOf(IReadOnlyList<RunFilter> Parts) : RunFilter;
