using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Exporting;

/// <summary>Runs with the runs that are parts of them.</summary>
public sealed class RunTree(ITrackingStore store)
{
    private const int PageSize = 1000;

    private static readonly RunField Parent = new RunPropertyField(RunProperty.Parent);

    /// <summary>The runs that are a part of a run, deleted ones left out, in the order in which they began.</summary>
    public async Task<IReadOnlyList<StoredRun>> FindChildrenAsync(string run, CancellationToken cancellationToken)
    {
        var children = new List<StoredRun>();
        var search = new RunSearch
        {
            Filter = new TextComparison(Parent, ComparisonOperator.Equal, run),
            Order = [new RunOrder(new RunPropertyField(RunProperty.Started))],
            Limit = PageSize,
        };
        for (RunPage? page = null; page is null || page.Next is not null;)
        {
            page = await store.Runs.SearchAsync(search with { Page = page?.Next }, cancellationToken);
            children.AddRange(page.Runs);
        }

        return children;
    }

    /// <summary>Each run and all that is below it, every run once and before those below it, named as exports name them.</summary>
    public async Task<IReadOnlyList<ExportedRun>> ExpandAsync(IReadOnlyList<StoredRun> runs, CancellationToken cancellationToken)
    {
        var named = new List<(ExportedRun Run, int Depth)>();
        foreach (var run in runs)
            named.Add(await NameAsync(run, cancellationToken));
        var found = new Dictionary<string, ExportedRun>(StringComparer.Ordinal);
        foreach (var (run, _) in named.OrderBy(entry => entry.Depth))
            await AddAsync(run, found, cancellationToken);
        return [.. found.Values];
    }

    private async Task AddAsync(ExportedRun run, Dictionary<string, ExportedRun> found, CancellationToken cancellationToken)
    {
        if (!found.TryAdd(run.Stored.Id, run))
            return;
        foreach (var child in await FindChildrenAsync(run.Stored.Id, cancellationToken))
            await AddAsync(new ExportedRun(child, run.Top, run.Case.Length == 0 ? child.Name : $"{run.Case}/{child.Name}"), found, cancellationToken);
    }

    /// <summary>A run may be part of one that the store does not have, and in a damaged store of itself.</summary>
    private async Task<(ExportedRun Run, int Depth)> NameAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var (names, seen, top) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal) { run.Id }, run);
        while (top.Parent is { } parent && seen.Add(parent) && await store.Runs.FindAsync(parent, cancellationToken) is { } above)
        {
            names.Insert(0, top.Name);
            top = above;
        }

        return (new ExportedRun(run, top.Id, string.Join('/', names)), names.Count);
    }
}
