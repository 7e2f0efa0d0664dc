using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;

namespace Foray.Bench.Stations;

/// <summary>The stores of two stations, and a bare file beside them on the same disk.</summary>
internal sealed class HopStores : IDisposable
{
    private static readonly byte[] Page = new byte[4096];

    private ProgramStore _origin;
    private ProgramStore _destination;
    private readonly FileStream _file;
    private ProgramSnapshot? _program;

    public HopStores(string folder)
    {
        _origin = ProgramStore.Open(Path.Combine(folder, "origin.db"), TimeProvider.System);
        _destination = ProgramStore.Open(Path.Combine(folder, "destination.db"), TimeProvider.System);
        _file = new FileStream(Path.Combine(folder, "synced"), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
    }

    /// <summary>A program of the benchmarks, as it is before its first incarnation.</summary>
    public static ProgramSnapshot ProgramOf(string runtime, string main)
    {
        var (id, text) = (ProgramId.New(), File.ReadAllText(Path.Combine(Repository.Root, "bench", "Foray.Bench", "Stations", main)));
        return new ProgramSnapshot { Id = id, Family = id, ReportingStation = BenchCluster.First, Epoch = 1, Package = new ProgramPackage(runtime, main, new Dictionary<string, string> { [main] = text }, []) };
    }

    /// <summary>What both stores do for one hop, in that order; the next one goes back.</summary>
    public async Task HopAsync()
    {
        var program = _program ??= await AddAsync();
        var (epoch, next) = (program.Epoch, program.Epoch + 1);
        Check(await _origin.PrepareAsync(program, BenchCluster.Second, CancellationToken.None));
        await _origin.FindAsync(program.Id, CancellationToken.None);
        var bytes = await _origin.ReadMovingAsync(program.Id, epoch, CancellationToken.None);
        await _destination.ReadHashAsync(program.Id, next, CancellationToken.None);
        Check(await _destination.ReceiveAsync(program with { Epoch = next }, bytes!, BenchCluster.First, CancellationToken.None));
        Check(await _origin.DropAsync(program.Id, epoch, CancellationToken.None));
        Check(await _destination.BeginAsync(program.Id, next, CancellationToken.None));
        _program = await _destination.ReadAsync(program.Id, next, CancellationToken.None);
        (_origin, _destination) = (_destination, _origin);
    }

    /// <summary>One write.</summary>
    public async Task WriteAsync() => await AddAsync();

    /// <summary>A page written and synced.</summary>
    public Task SyncAsync()
    {
        _file.Write(Page);
        _file.Flush(flushToDisk: true);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _origin.Dispose();
        _destination.Dispose();
        _file.Dispose();
    }

    private async Task<ProgramSnapshot> AddAsync()
    {
        var program = ProgramOf("python", "hop.py");
        Check(await _origin.AddAsync(program, CancellationToken.None));
        return program;
    }

    private static void Check(bool isDone)
    {
        if (!isDone)
            throw new InvalidOperationException("a store refused");
    }
}
