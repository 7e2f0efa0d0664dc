using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs export</c>: the points of runs, exactly.</summary>
internal static class RunsExportCommand
{
    public static Command Create()
    {
        var names = RunLookup.Several(ArgumentArity.ZeroOrMore);
        var query = new Option<string?>("--query") { Description = "The runs that a query finds, instead of naming them.", HelpName = "QUERY" };
        var form = new Option<ExportForm>("--as") { Description = "csv, parquet or jsonl.", HelpName = "csv|parquet|jsonl", Required = true };
        var to = new Option<string?>("--to") { Description = "The file. Default: standard output, which takes no parquet.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file that no export has written." };
        var command = new Command("export", "Write every point of runs, and of the runs below them.") { names, query, form, to, force };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await FindAsync(store, parsed.GetValue(names)!, parsed.GetValue(query), cancellationToken) is not { } runs)
                return ExitCode.Failed;
            var export = new RunExport(store);
            if (parsed.GetValue(to) is not { } file)
            {
                await using var output = Console.OpenStandardOutput();
                await export.WriteAsync(runs, parsed.GetValue(form), output, cancellationToken);
                return ExitCode.Done;
            }

            if (file.Length == 0)
                throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "the name of the file is empty", "give one, or leave --to out"));
            var count = await export.WriteFileAsync(runs, parsed.GetValue(form), file, parsed.GetValue(force), cancellationToken);
            Console.Out.WriteLine($"{count} {(count == 1 ? "point" : "points")} of {runs.Count} {(runs.Count == 1 ? "run" : "runs")} are in '{file}'");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<StoredRun>?> FindAsync(ITrackingStore store, IReadOnlyList<string> names, string? query, CancellationToken cancellationToken)
    {
        if (names.Count > 0 == query is not null)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, "an export is of runs that are named, or of those that --query finds", "do one of both; --query \"\" stands for all runs"));
        if (query is null)
            return await new RunLookup(store).FindAsync(names, cancellationToken);
        var search = RunSelection.Of(query, isWithChildren: true) with { Order = [new RunOrder(new RunPropertyField(RunProperty.Started))] };
        var (runs, _) = await RunSelection.FindAsync(store, search, int.MaxValue, cancellationToken);
        if (runs.Count > 0)
            return runs;
        Console.Error.WriteLine("foray: no run was found");
        return null;
    }
}
