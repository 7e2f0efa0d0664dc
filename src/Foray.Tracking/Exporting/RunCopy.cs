using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Artifacts;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>Copies runs, and the runs below them, from one store to another. What is there already is not copied again, so that it can be repeated after an interruption, and while a run goes on.</summary>
public sealed class RunCopy(ITrackingStore from, ITrackingStore to)
{
    /// <summary>Records that one transaction takes at most; they may hold contents.</summary>
    private const int RecordsAtOnce = 64;

    /// <summary>Copies runs.</summary>
    /// <param name="runs">Runs of the store that is copied from.</param>
    /// <param name="cancellationToken">Stops; what has been copied stays.</param>
    /// <exception cref="DiagnosticException">The other store has a run of the same id with other points (FORAY193), or a store cannot be used.</exception>
    public async Task<RunCopyReport> CopyAsync(IReadOnlyList<StoredRun> runs, CancellationToken cancellationToken)
    {
        var report = new RunCopyReport(0, 0, 0);
        foreach (var run in await new RunTree(from).ExpandAsync(runs, cancellationToken))
            report = report.With(await CopyAsync(run.Stored, cancellationToken));
        return report;
    }

    private async Task<RunCopyReport> CopyAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var there = await to.Runs.FindAsync(run.Id, cancellationToken);
        var isBegun = there is not null && (there.State == run.State || run.Ended is not null);
        if (!isBegun)
            await AppendAsync([new RunBegan(new RunStart(run.Id, run.Experiment, run.Name, run.Started) { Parent = run.Parent })], cancellationToken);
        if (there is not null && there.Name != run.Name)
            await to.Runs.RenameAsync(run.Id, run.Name, cancellationToken);
        await CopyEntriesAsync(run.Id, cancellationToken);
        var points = await CopySeriesAsync(run.Id, cancellationToken);
        await CopyRecordsAsync(run.Id, cancellationToken);
        var artifacts = await CopyArtifactsAsync(run.Id, cancellationToken);
        // Last, so that a run that looks finished is complete.
        if (run.Ended is { } ended && (there?.State != run.State || there.Ended != ended))
            await AppendAsync([new RunFinished(run.Id, run.State, ended)], cancellationToken);
        return new RunCopyReport(1, points, artifacts);
    }

    private async Task CopyEntriesAsync(string run, CancellationToken cancellationToken)
    {
        var parameters = (await to.Runs.FindParametersAsync([run], cancellationToken)).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var tags = (await to.Runs.FindTagsAsync([run], cancellationToken)).ToHashSet();
        await AppendAsync(
            [
                .. (await from.Runs.FindParametersAsync([run], cancellationToken)).Where(entry => !parameters.Contains(entry.Key)).Select(entry => new ParameterSet(run, entry.Key, entry.Value)),
                .. (await from.Runs.FindTagsAsync([run], cancellationToken)).Where(entry => !tags.Contains(entry)).Select(entry => new TagSet(run, entry.Key, entry.Value)),
            ],
            cancellationToken);
    }

    private async Task<long> CopySeriesAsync(string run, CancellationToken cancellationToken)
    {
        var there = (await to.Points.FindAsync([run], null, cancellationToken)).ToDictionary(series => series.Name, series => series.Count, StringComparer.Ordinal);
        var copied = 0L;
        foreach (var series in await from.Points.FindAsync([run], null, cancellationToken))
            copied += await CopyPointsAsync(series, there.GetValueOrDefault(series.Name), cancellationToken);
        return copied;
    }

    /// <summary>The position of each series keeps two copies at the same time from writing a point twice.</summary>
    private async Task<long> CopyPointsAsync(Series series, long there, CancellationToken cancellationToken)
    {
        if (there > 0)
            await CompareAsync(series, Math.Min(there, series.Count) - 1, cancellationToken);
        if (there >= series.Count)
            return 0;
        var position = there;
        await foreach (var points in from.Points.ReadAsync(series.Run, series.Name, PlotAxis.Index, new AxisRange(there, series.Count - 1), cancellationToken))
        {
            var end = position + points.Values.Length;
            await to.AppendAsync(new StoreBatch { Origin = $"sync/{series.Run}/{series.Name}", Start = position, Position = end, Points = [points] }, cancellationToken);
            position = end;
        }

        return position - there;
    }

    /// <summary>What both have of a series has to be the same: its last point tells.</summary>
    private async Task CompareAsync(Series series, long index, CancellationToken cancellationToken)
    {
        var (one, other) = (await ReadPointAsync(from, series, index, cancellationToken), await ReadPointAsync(to, series, index, cancellationToken));
        if (one != other)
        {
            throw new DiagnosticException(Diagnostic.Error(
                ExportCodes.NoStore, $"the metric '{series.Name}' of the run '{series.Run}' has other points in '{to.Location}'", "copy the run into another store: this one has a different run of the same id"));
        }
    }

    private static async Task<(long Step, long Time, long Bits)> ReadPointAsync(ITrackingStore store, Series series, long index, CancellationToken cancellationToken)
    {
        await foreach (var points in store.Points.ReadAsync(series.Run, series.Name, PlotAxis.Index, new AxisRange(index, index), cancellationToken))
            return (points.Steps.Span[0], points.Times.Span[0], BitConverter.DoubleToInt64Bits(points.Values.Span[0]));
        return default;
    }

    private async Task CopyRecordsAsync(string run, CancellationToken cancellationToken)
    {
        var there = 0L;
        await foreach (var _ in to.Runs.ReadRecordsAsync(run, null, cancellationToken))
            there++;
        var (position, waiting) = (there, new List<RunChange>());
        await foreach (var record in from.Runs.ReadRecordsAsync(run, null, cancellationToken))
        {
            if (there-- > 0)
                continue;
            waiting.Add(new MetricLogged(record));
            if (waiting.Count == RecordsAtOnce)
                position = await AppendRecordsAsync(run, position, waiting, cancellationToken);
        }

        await AppendRecordsAsync(run, position, waiting, cancellationToken);
    }

    private async Task<long> AppendRecordsAsync(string run, long position, List<RunChange> records, CancellationToken cancellationToken)
    {
        var end = position + records.Count;
        if (records.Count > 0)
            await to.AppendAsync(new StoreBatch { Origin = $"sync/{run}", Start = position, Position = end, Changes = [.. records] }, cancellationToken);
        records.Clear();
        return end;
    }

    private async Task<int> CopyArtifactsAsync(string run, CancellationToken cancellationToken)
    {
        var there = (await to.Artifacts.ListAsync(run, cancellationToken)).ToDictionary(artifact => artifact.Path, artifact => artifact.Hash, StringComparer.Ordinal);
        var copied = 0;
        foreach (var artifact in await from.Artifacts.ListAsync(run, cancellationToken))
        {
            if (there.GetValueOrDefault(artifact.Path) == artifact.Hash)
                continue;
            await CopyAsync(artifact, cancellationToken);
            copied++;
        }

        return copied;
    }

    private async Task CopyAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        if (!await to.Artifacts.ContainsAsync(artifact.Hash, cancellationToken))
        {
            await using var content = await from.Artifacts.OpenAsync(artifact, cancellationToken);
            await to.Artifacts.WriteAsync(content, cancellationToken);
        }

        await AppendAsync([new ArtifactLogged(artifact.Run, artifact.Path, artifact.Hash, artifact.Size)], cancellationToken);
    }

    private Task AppendAsync(IReadOnlyList<RunChange> changes, CancellationToken cancellationToken) =>
        changes.Count == 0 ? Task.CompletedTask : to.AppendAsync(new StoreBatch { Changes = changes }, cancellationToken);
}
