using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Store;

public abstract class ProcessSuite(StoreGround ground) : StoreSuite(ground)
{
    [Fact]
    public async Task Many_writers_and_readers_in_processes_of_their_own_lose_nothing()
    {
        var (writerCount, readerCount, batches) = Soak.Is ? (20, 4, 50) : (5, 2, 12);
        await BeginAsync(StoreProcess.SharedRun);
        var readers = Start(readerCount, _ => new StoreProcess(StoreProcess.ReadRole, Location));
        var writers = Start(writerCount, number => new StoreProcess(StoreProcess.WriteRole, Location, $"w{number}", $"{batches}"));
        var told = await Task.WhenAll(writers.Select(writer => writer.Output.ReadToEndAsync(Token)));
        Assert.All(await Task.WhenAll(writers.Concat(readers).Select(process => process.EndAsync(Token))), Assert.Null);

        Assert.All(told, lines => Assert.Equal(batches, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        foreach (var number in Enumerable.Range(0, writerCount))
            Assert.Equal(Enumerable.Range(0, batches * StoreProcess.PointsPerBatch).Select(step => (double)step), await ReadValuesAsync($"w{number}", "x"));
        var shared = (await ReadValuesAsync(StoreProcess.SharedRun, "x")).GroupBy(value => value).ToList();
        Assert.Equal(batches * StoreProcess.PointsPerBatch, shared.Count);
        Assert.All(shared, group => Assert.Equal(writerCount, group.Count()));
        foreach (var process in writers.Concat(readers))
            process.Dispose();
    }

    [Fact]
    public async Task A_store_whose_writer_was_killed_has_whole_batches_and_all_that_were_acknowledged()
    {
        var random = new Random(17);
        for (var round = 0; round < (Soak.Is ? 50 : 5); round++)
        {
            var origin = $"w{round}";
            using var writer = new StoreProcess(StoreProcess.WriteRole, Location, origin, "1000000");
            var acknowledged = 0;
            for (var lines = random.Next(1, 60); lines > 0 && await writer.Output.ReadLineAsync(Token) is not null; lines--)
                acknowledged++;
            writer.Kill();
            while (await writer.Output.ReadLineAsync(Token) is not null)
                acknowledged++;

            var position = await Store.FindPositionAsync(origin, Token);
            Assert.InRange(position, acknowledged, acknowledged + 1);
            Assert.Equal(position * StoreProcess.PointsPerBatch, await StoreProcess.CountAsync(Store, origin, "x"));
            await Store.AppendAsync(StoreProcess.BatchOf(origin, (int)position), Token);
            Assert.Equal(
                Enumerable.Range(0, (int)(position + 1) * StoreProcess.PointsPerBatch).Select(step => (double)step), await ReadValuesAsync(origin, "x"));
        }
    }

    private static List<StoreProcess> Start(int count, Func<int, StoreProcess> start) => [.. Enumerable.Range(0, count).Select(start)];
}

public sealed class SqliteProcessTests() : ProcessSuite(StoreGround.Sqlite());

public sealed class PostgresProcessTests(PostgresCluster cluster) : ProcessSuite(StoreGround.Postgres(cluster));
