namespace Foray.Tracking.Store.Search;

/// <summary>True where at least one part is; without parts, of no run.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AnyOf(IReadOnlyList<RunFilter> Parts) : RunFilter;
