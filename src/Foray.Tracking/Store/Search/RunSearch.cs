namespace Foray.Tracking.Store.Search;

/// <summary>Which runs to find, and in which order.</summary>
public sealed record RunSearch
{
    /// <summary>What has to be true of them. Default: null, nothing.</summary>
    public RunFilter? Filter { get; init; }

    /// <summary>What they are ordered by, the weightiest first; runs that lack it come last. Runs that are equal are in the order in which the store got them. Default: the youngest first.</summary>
    public IReadOnlyList<RunOrder> Order { get; init; } = [new RunOrder(new RunPropertyField(RunProperty.Started), Descending: true)];

    /// <summary>Active finds runs that are not deleted, and neither are their experiments; deleted finds the others; null finds all. Default: active.</summary>
    public Lifecycle? Lifecycle { get; init; } = Store.Lifecycle.Active;

    /// <summary>Most runs on a page, 1 or more. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="RunPage.Next"/> of the page before, from a search that is equal in all but this and <see cref="Limit"/>. Default: null, the first page.</summary>
    public string? Page { get; init; }
}
