using Foray.Sdk.Experiments;
using Foray.Sdk.Results;
using Spectre.Console;

namespace Foray.Cli.Output;

/// <summary>Results on a terminal: a table per experiment, a column per parameter and metric.</summary>
internal static class ResultTable
{
    /// <summary>Rows shown of one experiment; what did not pass comes first where there are more.</summary>
    private const int MostRows = 40;

    public static void Write(RunResults results, string folder)
    {
        foreach (var experiment in results.Cases.GroupBy(row => row.Experiment))
            Write(experiment.Key, [.. experiment]);
        AnsiConsole.MarkupLineInterpolated($"[{TerminalProgress.Colour(results.Status)}]{ReportLines.Summary(results)}[/]");
        AnsiConsole.MarkupLineInterpolated($"[grey]results: {folder}[/]");
    }

    private static void Write(string experiment, List<CaseResult> rows)
    {
        var parameters = rows.SelectMany(row => row.Parameters.Keys).Distinct(StringComparer.Ordinal).ToList();
        var metrics = rows.SelectMany(row => row.Outcome.Metrics.Keys).Distinct(StringComparer.Ordinal).ToList();
        var table = new Table().RoundedBorder().Title(Markup.Escape(experiment)).AddColumn("status");
        foreach (var parameter in parameters)
            table.AddColumn(Markup.Escape(parameter));
        if (parameters.Count == 0)
            table.AddColumn("case");
        table.AddColumn("machine").AddColumn(new TableColumn("time").RightAligned());
        foreach (var metric in metrics)
            table.AddColumn(new TableColumn(Markup.Escape(metric)).RightAligned());
        foreach (var row in Shown(rows))
            table.AddRow([.. Cells(row, parameters, metrics).Select(cell => new Markup(cell))]);
        AnsiConsole.Write(table);
        if (rows.Count > MostRows)
            AnsiConsole.MarkupLineInterpolated($"[grey]{rows.Count - MostRows} more rows are in results.json[/]");
    }

    private static IEnumerable<CaseResult> Shown(List<CaseResult> rows) =>
        rows.Count <= MostRows ? rows : rows.OrderBy(row => row.Outcome.Status == RowStatus.Passed).Take(MostRows);

    private static IEnumerable<string> Cells(CaseResult row, List<string> parameters, List<string> metrics)
    {
        yield return $"[{TerminalProgress.Colour(row.Outcome.Status)}]{EventText.Status(row.Outcome.Status)}[/]";
        foreach (var parameter in parameters)
            yield return Markup.Escape(row.Parameters.GetValueOrDefault(parameter) ?? "");
        if (parameters.Count == 0)
            yield return Markup.Escape(row.Case);
        yield return Markup.Escape(row.Machine ?? "");
        yield return EventText.Seconds(row.Outcome.Elapsed);
        foreach (var metric in metrics)
            yield return row.Outcome.Metrics.TryGetValue(metric, out var value) ? EventText.Number(value) : "";
    }
}
