using System.CommandLine;
using Foray.Cli.Output;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Search;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs compare</c>: parameters and metrics of runs side by side.</summary>
internal static class RunsCompareCommand
{
    private sealed record Row(string Field, IReadOnlyList<object?> Values)
    {
        public bool Differs => Values.Distinct().Count() > 1;
    }

    public static Command Create()
    {
        var names = RunLookup.Several(new ArgumentArity(2, 100));
        var format = CommonOptions.Format();
        var command = new Command("compare", "Compare parameters and last values of metrics side by side; what differs comes first.") { names, format };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await new RunLookup(store).FindAsync(parsed.GetValue(names)!, cancellationToken) is not { } runs)
                return ExitCode.Failed;
            var rows = RowsOf(runs, await RunContent.ReadAsync(store, runs, cancellationToken));
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(runs, rows);
            else
                WriteText(runs, rows);
            return ExitCode.Done;
        });
        return command;
    }

    private static List<Row> RowsOf(IReadOnlyList<StoredRun> runs, RunContent content)
    {
        var parameters = runs.SelectMany(content.Parameters).Select(entry => entry.Key).Distinct().Order(StringComparer.Ordinal).Select(RunField (key) => new RunParameterField(key));
        var metrics = runs.SelectMany(content.Metrics).Select(series => series.Name).Distinct().Order(StringComparer.Ordinal).Select(RunField (name) => new RunMetricField(name, MetricAggregate.Last));
        return
        [
            .. parameters.Concat(metrics)
                .Select(field => new Row(RunText.Name(field), [.. runs.Select(run => content.Value(run, field))]))
                .OrderByDescending(row => row.Differs),
        ];
    }

    private static void WriteText(IReadOnlyList<StoredRun> runs, List<Row> rows)
    {
        Console.Out.Write(TextTable.Format(
            ["", "FIELD", .. runs.Select(run => RunText.Cell(run.Id))],
            [.. rows.Select(row => (IReadOnlyList<string>)[row.Differs ? "!" : "", RunText.Cell(row.Field), .. row.Values.Select(RunText.Cell)])]));
        if (rows.Count == 0)
            Console.Out.WriteLine("none of the runs has parameters or metrics");
    }

    private static void WriteJson(IReadOnlyList<StoredRun> runs, List<Row> rows) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteTexts("runs", runs.Select(run => run.Id));
        writer.WriteList("fields", rows, row =>
        {
            writer.WriteStartObject();
            writer.WriteString("field", row.Field);
            writer.WriteBoolean("differs", row.Differs);
            writer.WriteList("values", row.Values, writer.WriteValue);
            writer.WriteEndObject();
        });
    });
}
