namespace Foray.Tracking.Store.Search;

/// <summary>What runs are ordered by. Parameters and tags that are numbers come before others, as numbers.</summary>
/// <param name="Field">What of a run.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
public sealed record RunOrder(RunField Field, bool Descending = false);
