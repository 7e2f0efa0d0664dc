using System.CommandLine;
using System.Globalization;
using Foray.Cli.Output;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;

namespace Foray.Cli.Commands.Runs;

/// <summary><c>foray runs show</c>: everything of a run.</summary>
internal static class RunsShowCommand
{
    /// <summary>Digits of a hash that people look at.</summary>
    private const int HashDigits = 12;

    public static Command Create()
    {
        var name = RunLookup.One();
        var format = CommonOptions.Format();
        var command = new Command("show", "Show everything of a run.") { name, format };
        var place = StorePlace.Of(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await place.OpenAsync(parsed, cancellationToken);
            if (await new RunLookup(store).FindAsync(parsed.GetValue(name)!, cancellationToken) is not { } run)
                return ExitCode.Failed;
            var content = await RunContent.ReadAsync(store, [run], cancellationToken);
            var artifacts = await store.Artifacts.ListAsync(run.Id, cancellationToken);
            var children = await new RunTree(store).FindChildrenAsync(run.Id, cancellationToken);
            if (parsed.GetValue(format) == OutputFormats.Json)
                WriteJson(run, content, artifacts, children);
            else
                WriteText(run, content, artifacts, children);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(StoredRun run, RunContent content, IReadOnlyList<Artifact> artifacts, IReadOnlyList<StoredRun> children)
    {
        WriteProperties(run);
        WriteTable("params", ["NAME", "VALUE"], content.Parameters(run).Select(entry => new object?[] { entry.Key, entry.Value }));
        WriteTable("tags", ["NAME", "VALUE"], content.Tags(run).Select(entry => new object?[] { entry.Key, entry.Value }));
        WriteTable("metrics", ["NAME", "COUNT", "LAST", "MIN", "MAX", "MEAN", "FIRST"],
            content.Metrics(run).Select(series => new object?[] { series.Name, (double)series.Count, series.Last, series.Min, series.Max, series.Mean, series.First }));
        WriteTable("artifacts", ["PATH", "BYTES", "SHA-256"], artifacts.Select(artifact => new object?[] { artifact.Path, (double)artifact.Size, artifact.Hash[..HashDigits] }));
        WriteTable("children", ["ID", "NAME", "STATUS"], children.Select(child => new object?[] { child.Id, child.Name, RunText.State(child.State) }));
    }

    private static void WriteProperties(StoredRun run)
    {
        Console.Out.WriteLine($"run {run.Id}{(run.Lifecycle == Lifecycle.Deleted ? " (deleted)" : "")}");
        foreach (var (name, value) in new (string, string?)[]
        {
            ("name", run.Name), ("experiment", run.Experiment), ("part of", run.Parent), ("status", RunText.State(run.State)), ("started", RunText.Time(run.Started)),
            ("ended", run.Ended is { } ended ? RunText.Time(ended) : null), ("duration", run.Ended is { } end ? RunText.Duration(end - run.Started) : null),
        })
        {
            if (value is not null)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10}  {RunText.Cell(value)}"));
        }
    }

    private static void WriteTable(string title, IReadOnlyList<string> headings, IEnumerable<object?[]> rows)
    {
        var cells = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(RunText.Cell)]).ToList();
        if (cells.Count > 0)
            Console.Out.Write($"\n{title}\n{string.Concat(TextTable.Format(headings, cells).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"))}");
    }

    private static void WriteJson(StoredRun run, RunContent content, IReadOnlyList<Artifact> artifacts, IReadOnlyList<StoredRun> children) => JsonOutput.WriteObject(writer =>
    {
        writer.WriteRun(run);
        writer.WriteEntries("params", content.Parameters(run));
        writer.WriteEntries("tags", content.Tags(run));
        writer.WriteMetrics(content.Metrics(run));
        writer.WriteList("artifacts", artifacts, artifact =>
        {
            writer.WriteStartObject();
            writer.WriteString("path", artifact.Path);
            writer.WriteNumber("size", artifact.Size);
            writer.WriteString("sha256", artifact.Hash);
            writer.WriteString("location", artifact.Location);
            writer.WriteEndObject();
        });
        writer.WriteList("children", children, child =>
        {
            writer.WriteStartObject();
            writer.WriteRun(child);
            writer.WriteEndObject();
        });
    });
}
