using System.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Queries;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary>Which runs a query asks for, whatever their number.</summary>
internal static class RunSelection
{
    private const int PageSize = 1000;

    /// <summary>True of runs that are part of no other.</summary>
    public static readonly RunFilter IsTop = new Not(new Has(new RunPropertyField(RunProperty.Parent)));

    /// <summary>The option that asks for runs instead of naming them.</summary>
    public static Option<string?> Query() => new("--query") { Description = "The runs that a query finds, instead of naming them.", HelpName = "QUERY" };

    /// <summary>The runs that are named, or those that a query finds, the oldest first; null for none, which has been said.</summary>
    /// <exception cref="DiagnosticException">Runs are both named and asked for, or neither; or the query is none.</exception>
    public static async Task<IReadOnlyList<StoredRun>?> FindAsync(ITrackingStore store, IReadOnlyList<string> names, string? query, CancellationToken cancellationToken)
    {
        if (names.Count > 0 == query is not null)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "the runs are those that are named, or those that --query finds", "do one of both; --query \"\" stands for all runs"));
        if (query is null)
            return await new RunLookup(store).FindAsync(names, cancellationToken);
        var search = Of(query, isWithChildren: true) with { Order = [new RunOrder(new RunPropertyField(RunProperty.Started))] };
        var (runs, _) = await FindAsync(store, search, int.MaxValue, cancellationToken);
        if (runs.Count > 0)
            return runs;
        Console.Error.WriteLine("foray: no run was found");
        return null;
    }

    /// <summary>The search of a query.</summary>
    /// <param name="query">The query; blank for all runs.</param>
    /// <param name="isWithChildren">Whether runs that are part of others are asked for too.</param>
    public static RunSearch Of(string query, bool isWithChildren)
    {
        var filter = RunQuery.ParseFilter(query);
        return new RunSearch { Filter = isWithChildren ? filter : filter is null ? IsTop : new AllOf([IsTop, filter]) };
    }

    /// <summary>The runs of a search.</summary>
    /// <param name="store">The store.</param>
    /// <param name="search">The search.</param>
    /// <param name="limit">Most runs.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The runs, and whether there are more.</returns>
    public static async Task<(IReadOnlyList<StoredRun> Runs, bool HasMore)> FindAsync(ITrackingStore store, RunSearch search, int limit, CancellationToken cancellationToken)
    {
        var runs = new List<StoredRun>();
        string? next = null;
        do
        {
            var page = await store.Runs.SearchAsync(search with { Page = next, Limit = Math.Min(PageSize, limit - runs.Count) }, cancellationToken);
            runs.AddRange(page.Runs);
            next = page.Next;
        }
        while (next is not null && runs.Count < limit);
        return (runs, next is not null);
    }
}
