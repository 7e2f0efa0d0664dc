using System.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary>Finds the runs that a command line names: by an id, the beginning of one that no other run has, or <c>latest</c>.</summary>
internal sealed class RunLookup(ITrackingStore store)
{
    private const string Latest = "latest";
    private const int MostShown = 5;

    private static readonly RunField Id = new RunPropertyField(RunProperty.Id);

    public static Argument<string> One() => new("run") { Description = "A run: its id, the beginning of it, or 'latest'." };

    public static Argument<string[]> Several(ArgumentArity arity) => new("run")
    {
        Description = "Runs: their ids, the beginnings of them, or 'latest'.",
        Arity = arity,
    };

    /// <summary>A run; null where there is none, which has been said.</summary>
    /// <exception cref="DiagnosticException">Several runs have ids that begin so.</exception>
    public async Task<StoredRun?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var run = name == Latest ? await FindLatestAsync(cancellationToken) : await store.Runs.FindAsync(name, cancellationToken) ?? await FindByPrefixAsync(name, cancellationToken);
        if (run is null)
            Console.Error.WriteLine(name == Latest ? $"foray: '{store.Location}' has no run" : $"foray: no run of '{store.Location}' has the id '{name}', or one that begins so; 'foray runs list' shows them");
        return run;
    }

    /// <summary>Several runs, each once; null where one of them is not there, which has been said.</summary>
    /// <exception cref="DiagnosticException">Several runs have ids that begin so.</exception>
    public async Task<IReadOnlyList<StoredRun>?> FindAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var runs = new List<StoredRun>();
        var isComplete = true;
        foreach (var name in names)
        {
            if (await FindAsync(name, cancellationToken) is { } run)
                runs.Add(run);
            else
                isComplete = false;
        }

        return isComplete ? [.. runs.DistinctBy(run => run.Id)] : null;
    }

    private async Task<StoredRun?> FindLatestAsync(CancellationToken cancellationToken)
    {
        var top = new RunSearch { Filter = RunSelection.IsTop, Limit = 1 };
        return (await store.Runs.SearchAsync(top, cancellationToken)).Runs is [var run] ? run : null;
    }

    private async Task<StoredRun?> FindByPrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        if (prefix.Length == 0)
            return null;
        var pattern = prefix.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        var search = new RunSearch { Filter = new Like(Id, pattern), Lifecycle = null, Limit = MostShown + 1 };
        var found = (await store.Runs.SearchAsync(search, cancellationToken)).Runs;
        if (found.Count <= 1)
            return found.Count == 1 ? found[0] : null;
        var shown = string.Join(", ", found.Take(MostShown).Select(run => run.Id)) + (found.Count > MostShown ? ", …" : "");
        throw new DiagnosticException(Diagnostic.Error(RunsCodes.SeveralRuns, $"the ids of several runs begin with '{prefix}': {shown}", "write more of the id"));
    }
}
