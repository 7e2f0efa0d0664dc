using System.Diagnostics;
using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

/// <summary>This program again, as another process that writes or reads a store.</summary>
internal sealed class StoreProcess : IDisposable
{
    public const string WriteRole = "store-write";
    public const string ReadRole = "store-read";

    /// <summary>Points of each series in a batch. Two batches do not fill a chunk, three do.</summary>
    public const int PointsPerBatch = 200;

    public const string SharedRun = "shared";

    private readonly Process _process;

    public StoreProcess(params string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Writes batches, each with points of two runs: its own, and one that all writers write to. Tells the number of each when the store has it.</summary>
    public static async Task<int> WriteAsync(string location, string origin, string batches)
    {
        await using var store = await TrackingStores.OpenAsync(location, default);
        for (var batch = 0; batch < int.Parse(batches, CultureInfo.InvariantCulture); batch++)
        {
            await store.AppendAsync(BatchOf(origin, batch), default);
            Console.WriteLine(batch);
        }

        return 0;
    }

    /// <summary>Reads all there is again and again until its input ends: no series may ever get shorter or have a gap.</summary>
    public static async Task<int> ReadAsync(string location)
    {
        await using var store = await TrackingStores.OpenExistingAsync(location, default);
        var (ended, seen, rounds) = (Console.In.ReadToEndAsync(), 0L, 0);
        while (!ended.IsCompleted || rounds == 0)
        {
            var count = await CountAsync(store, SharedRun, "x");
            if (count < seen || count % PointsPerBatch != 0)
                throw new InvalidOperationException($"{count} points after {seen}");
            seen = count;
            _ = await store.Points.ReadPlotAsync(SharedRun, "x", PlotAxis.Index, null, 100, default);
            rounds++;
        }

        Console.WriteLine(seen);
        return 0;
    }

    public static StoreBatch BatchOf(string origin, int batch) => new()
    {
        Origin = origin,
        Start = batch,
        Position = batch + 1,
        Changes = batch == 0 ? [new RunBegan(new RunStart(origin, "many", origin, DateTimeOffset.UnixEpoch)), new RunBegan(new RunStart(SharedRun, "many", SharedRun, DateTimeOffset.UnixEpoch))] : [],
        Points = [PointsOf(origin, batch), PointsOf(SharedRun, batch)],
    };

    public static async Task<long> CountAsync(ITrackingStore store, string run, string name)
    {
        var count = 0L;
        await foreach (var block in store.Points.ReadAsync(run, name, PlotAxis.Index, null, default))
            count += block.Values.Length;
        return count;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <returns>What it wrote to standard error; null where it ended well.</returns>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        var errors = await _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 0 ? null : errors;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static PointBlock PointsOf(string run, int batch)
    {
        var steps = Enumerable.Range(batch * PointsPerBatch, PointsPerBatch).Select(step => (long)step).ToArray();
        return new PointBlock(run, "x", MetricType.Scalar, steps, steps, Array.ConvertAll(steps, step => (double)step));
    }
}
