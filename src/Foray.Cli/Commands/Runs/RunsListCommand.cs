using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Queries;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs list</c>: a table of runs.</summary>
internal static class RunsListCommand
{
    private static readonly RunField[] Properties =
    [
        .. new[] { RunProperty.Id, RunProperty.Name, RunProperty.Experiment, RunProperty.State, RunProperty.Started, RunProperty.Duration }.Select(property => new RunPropertyField(property)),
    ];

    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "Which runs, such as \"min(loss) < 0.3 and params.tool = 'xz'\".", DefaultValueFactory = _ => "" };
        var order = new Option<string?>("--order-by") { Description = "Fields between commas, each with 'desc' where the greatest comes first. Default: the youngest first.", HelpName = "FIELDS" };
        var columns = new Option<string>("--columns") { Description = "Further columns: fields between commas, such as 'params.tool, min(loss)'.", HelpName = "FIELDS", DefaultValueFactory = _ => "" };
        var limit = new Option<int>("--limit") { Description = "Most runs.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var all = new Option<bool>("--all") { Description = "Runs that are part of others, too." };
        var deleted = new Option<bool>("--deleted") { Description = "Deleted runs instead of the others." };
        var format = CommonOptions.Format();
        var command = new Command("list", "List runs.") { query, order, columns, limit, all, deleted, format };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(limit) < 1)
                throw new DiagnosticException(Diagnostic.Error(RunsCodes.BadOption, $"--limit {parsed.GetValue(limit)} is less than 1", "give a number from 1 on"));
            var search = RunSelection.Of(parsed.GetValue(query)!, parsed.GetValue(all)) with { Lifecycle = parsed.GetValue(deleted) ? Lifecycle.Deleted : Lifecycle.Active };
            if (parsed.GetValue(order) is { } wanted)
                search = search with { Order = RunQuery.ParseOrder(wanted) };
            var fields = RunQuery.ParseFields(parsed.GetValue(columns)!);
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            var (runs, hasMore) = await RunSelection.FindAsync(store, search, parsed.GetValue(limit), cancellationToken);
            var content = await RunContent.ReadAsync(store, fields.Count == 0 ? [] : runs, cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(runs, content, fields, hasMore);
            else
                WriteText(runs, content, fields, hasMore);
            return runs.Count == 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(IReadOnlyList<StoredRun> runs, RunContent content, IReadOnlyList<RunField> fields, bool hasMore)
    {
        List<RunField> shown = [.. Properties, .. fields];
        Console.Out.Write(TextTable.Format(
            [.. Properties.Select(field => RunText.Name(field).ToUpperInvariant()), .. fields.Select(RunText.Name)],
            [.. runs.Select(run => shown.ConvertAll(field => RunText.Cell(content.Value(run, field))))]));
        if (runs.Count == 0)
            Console.Error.WriteLine("foray: no run was found");
        if (hasMore)
            Console.Error.WriteLine($"foray: there are more than these {runs.Count} runs; --limit shows more");
    }

    private static void WriteJson(IReadOnlyList<StoredRun> runs, RunContent content, IReadOnlyList<RunField> fields, bool hasMore) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteList("runs", runs, run =>
        {
            writer.WriteStartObject();
            writer.WriteRun(run);
            writer.WriteStartObject("columns");
            foreach (var field in fields.DistinctBy(RunText.Name))
            {
                writer.WritePropertyName(RunText.Name(field));
                writer.WriteValue(content.Value(run, field));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        writer.WriteBoolean("more", hasMore);
    });
}
