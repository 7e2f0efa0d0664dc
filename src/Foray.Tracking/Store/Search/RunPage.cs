namespace Foray.Tracking.Store.Search;

/// <summary>Some of the runs that a search found.</summary>
/// <param name="Runs">The runs, in order.</param>
/// <param name="Next">Stands for the next page; null where there is none. It goes on behind the last run of this page, whatever comes and goes in between.</param>
public sealed record RunPage(IReadOnlyList<StoredRun> Runs, string? Next);
