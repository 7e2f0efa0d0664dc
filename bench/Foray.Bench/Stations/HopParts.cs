using System.Diagnostics;
using System.Globalization;
using Foray.Stations.Cluster;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Ledger;
using Foray.Stations.Programs.Sandbox;
using Foray.Stations.Programs.Submitting;

namespace Foray.Bench.Stations;

/// <summary>What a hop is made of, each part by itself, as often as a hop has it.</summary>
internal sealed class HopParts(BenchCluster cluster)
{
    private const int Rounds = 5;
    private const int InRound = 20;
    private const int Workers = 10;
    private const string Program = "hop";

    private long _epoch = 1;

    public async IAsyncEnumerable<string> RowsAsync()
    {
        using var stores = new HopStores(cluster.Folder);
        var ledger = new RedisLedger(cluster.Silo.Redis, BenchCluster.Own);
        await ledger.TryAddAsync(Program, new LedgerEntry(_epoch, BenchCluster.First), CancellationToken.None);
        var parts = await CallTimes.CompareAsync(Rounds, InRound, 1, _ => LedgerAsync(ledger), _ => stores.HopAsync(), _ => stores.WriteAsync(), _ => stores.SyncAsync(), _ => MessagesAsync());
        yield return Row("the ledger: asked 3 times, swapped once", parts[0]);
        yield return string.Create(CultureInfo.InvariantCulture, $"| of a hop, the stores: 4 durable writes and 4 reads, median of {Rounds * InRound} | {parts[1]} | 4 times 4 KiB written and synced {CallTimes.Text(4 * parts[3].Median)} | {parts[1].Median / (4 * parts[3].Median):0.0} times | |");
        yield return string.Create(CultureInfo.InvariantCulture, $"| one durable write of those, median of {Rounds * InRound} | {parts[2]} | 4 KiB written and synced {parts[3]} | {parts[2].Median / parts[3].Median:0.0} times | |");
        yield return Row("the messages between the stations: an offer of 4 KiB, and the word to start", parts[4]);
        foreach (var (language, program) in new[] { ("python", "null.py"), ("javascript", "null.js") })
        {
            await foreach (var row in WorkerRowsAsync(language, program))
                yield return row;
        }
    }

    private static string Row(string part, CallTimes calls) => $"| of a hop, {part}, median of {calls.Milliseconds.Length} | {calls} | | | |";

    private async Task LedgerAsync(RedisLedger ledger)
    {
        for (var i = 0; i < 3; i++)
            await ledger.FindAsync(Program, CancellationToken.None);
        await ledger.TryMoveAsync(Program, new LedgerEntry(_epoch, BenchCluster.First), new LedgerEntry(++_epoch, BenchCluster.First), CancellationToken.None);
    }

    private async Task MessagesAsync()
    {
        await cluster.Silo.Stations.AskAsync(BenchCluster.Second, StationPage.PartName, new byte[4096], CancellationToken.None);
        await cluster.Silo.Stations.AskAsync(BenchCluster.Second, StationPage.PartName, new byte[256], CancellationToken.None);
    }

    private async IAsyncEnumerable<string> WorkerRowsAsync(string language, string program)
    {
        var runtimes = new StationRuntimes(cluster.Plugins, BenchSilo.Report);
        await using var pool = await WorkerPool.OpenAsync(cluster.Processes, (name, _) => Task.FromResult(runtimes.Get(name)), cluster.Of("workers"), new WorkerPoolOptions { Waiting = 0 }, TimeProvider.System, CancellationToken.None);
        List<double> starts = [], runs = [];
        for (var i = 0; i < Workers; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var worker = await pool.TakeAsync(language, new ProgramLimits(), CancellationToken.None);
            starts.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
            await BeginAsync(worker, HopStores.ProgramOf(language, program));
            runs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        yield return Row($"a {language} worker's start until it is ready, where none waits", CallTimes.Of(starts));
        yield return Row($"the null program in a {language} worker that is ready, from `begin` to its last message", CallTimes.Of(runs));
    }

    private static async Task BeginAsync(IWorkerProcess worker, ProgramSnapshot program)
    {
        using var writer = new BastionWriter(worker.Input, CancellationToken.None);
        await writer.BeginAsync(program, BenchCluster.Own);
        if (await new BastionLines(worker.Output).ReadAsync(CancellationToken.None) is null)
            throw new InvalidOperationException($"a worker ended: {worker.Error}");
    }
}
