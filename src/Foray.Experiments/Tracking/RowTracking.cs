using Foray.Experiments.Running;
using Foray.Sdk.Experiments;
using Foray.Sdk.Tracking;

namespace Foray.Experiments.Tracking;

/// <summary>One row as a tracked run, from its first attempt to its end.</summary>
internal sealed class RowTracking(Row row, ITrackedRun run, RowReports reports, ReportedFiles files)
{
    private const string MetricsFileName = "metrics";

    public Row Row => row;

    /// <summary>Id of its run.</summary>
    public string Run => run.Run;

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset Begun => run.Start.Started;

    public RowReports Reports => reports;

    public ReportedFiles Files => files;

    /// <summary>Logs what is not logged yet, and ends the run.</summary>
    public async Task FinishAsync(RowOutcome outcome, CancellationToken cancellationToken)
    {
        foreach (var file in FilesNamed(row.Folder, MetricsFileName))
            reports.Take(Path.GetRelativePath(row.Folder, Path.GetDirectoryName(file)!), 0, await File.ReadAllBytesAsync(file, cancellationToken), isWhole: true);
        if (Directory.Exists(row.OutputFolder))
        {
            foreach (var file in FilesNamed(row.OutputFolder, "*"))
            {
                var path = Path.GetRelativePath(row.OutputFolder, file);
                files.NoteOutput(path);
                await run.LogArtifactAsync(path, file, cancellationToken);
            }
        }

        run.End(outcome.Status switch
        {
            RowStatus.Passed or RowStatus.Skipped => RunState.Finished,
            RowStatus.Interrupted => RunState.Killed,
            _ => RunState.Failed,
        });
    }

    private static IEnumerable<string> FilesNamed(string folder, string pattern) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
            : [];
}
