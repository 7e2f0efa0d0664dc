using Foray.Sdk.Diagnostics;
using Foray.Storage;
using Foray.Tracking.Store;

namespace Foray.Tracking.Exporting;

/// <summary>Writes the points of runs, and of the runs below them, as a file: exactly, in the order in which they were logged, and with the memory of a block.</summary>
public sealed class RunExport(ITrackingStore store)
{
    /// <summary>Writes a file, aside first and then in place.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="form">The form.</param>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether it may replace a file that no export has written.</param>
    /// <param name="cancellationToken">Gives up, and leaves what was there.</param>
    /// <returns>How many points were written.</returns>
    /// <exception cref="DiagnosticException">A file that no export has written is there (FORAY190), or it cannot be written (FORAY311).</exception>
    public async Task<long> WriteFileAsync(IReadOnlyList<StoredRun> runs, ExportForm form, string path, bool force, CancellationToken cancellationToken)
    {
        if (!force && File.Exists(path) && !await ExportMark.IsReplaceableAsync(path, cancellationToken))
            throw new DiagnosticException(Diagnostic.Error(ExportCodes.InTheWay, $"the file '{path}' is there already, and no export has written it", "name another file, or say --force to replace it"));
        var count = 0L;
        await AtomicFile.WriteAsync(path, async (stream, token) => count = await WriteAsync(runs, form, stream, token), cancellationToken: cancellationToken);
        return count;
    }

    /// <summary>Writes to a stream, from its beginning to its end.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="form">The form.</param>
    /// <param name="stream">The stream. It stays open.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many points were written.</returns>
    /// <exception cref="DiagnosticException">The form needs a file, of which positions can be asked (FORAY191).</exception>
    public async Task<long> WriteAsync(IReadOnlyList<StoredRun> runs, ExportForm form, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = await OpenAsync(form, stream, cancellationToken);
        var count = 0L;
        foreach (var run in await new RunTree(store).ExpandAsync(runs, cancellationToken))
        {
            foreach (var series in await store.Points.FindAsync([run.Stored.Id], null, cancellationToken))
            {
                await foreach (var points in store.Points.ReadAsync(series.Run, series.Name, PlotAxis.Index, null, cancellationToken))
                {
                    await writer.WriteAsync(run, points, cancellationToken);
                    count += points.Values.Length;
                }
            }
        }

        await writer.CompleteAsync(cancellationToken);
        return count;
    }

    private static async Task<IPointWriter> OpenAsync(ExportForm form, Stream stream, CancellationToken cancellationToken) => form switch
    {
        ExportForm.Csv => new CsvPoints(stream),
        ExportForm.Jsonl => new JsonLines(stream),
        _ when stream.CanSeek => await ParquetPoints.CreateAsync(stream, cancellationToken),
        _ => throw new DiagnosticException(Diagnostic.Error(ExportCodes.NeedsFile, "a Parquet file cannot be written to standard output", "name a file with --to")),
    };
}
