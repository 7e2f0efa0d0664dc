using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Exporting;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs export</c>: the points of runs, exactly.</summary>
internal static class RunsExportCommand
{
    public static Command Create()
    {
        var names = RunLookup.Several(ArgumentArity.ZeroOrMore);
        var query = RunSelection.Query();
        var form = new Option<ExportForm>("--as") { Description = "csv, parquet or jsonl.", HelpName = "csv|parquet|jsonl", Required = true };
        var to = new Option<string?>("--to") { Description = "The file. Default: standard output, which takes no parquet.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file that no export has written." };
        var command = new Command("export", "Write every point of runs, and of the runs below them.") { names, query, form, to, force };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await RunSelection.FindAsync(store, parsed.GetValue(names)!, parsed.GetValue(query), cancellationToken) is not { } runs)
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
}
