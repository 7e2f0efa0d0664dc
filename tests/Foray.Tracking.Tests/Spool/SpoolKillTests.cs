using Foray.Tracking.Spool;

namespace Foray.Tracking.Tests.Spool;

public sealed class SpoolKillTests
{
    private static readonly bool Soak = Environment.GetEnvironmentVariable("FORAY_SOAK") == "1";

    [Fact]
    public void A_killed_process_loses_nothing_whose_call_had_returned()
    {
        var random = new Random(20260101);
        for (var round = 0; round < (Soak ? 50 : 4); round++)
        {
            var threads = 1 + round % 2;
            var slots = round % 4 < 2 ? 1024 : 128 * 1024;
            Check(threads, slots, killAt: random.Next(1, Soak ? 1_000_000 : 100_000));
        }
    }

    private static void Check(int threads, int slots, long killAt)
    {
        using var folder = new TemporaryFolder();
        using var process = new OtherProcess(OtherProcess.LogRole, folder.Path, $"{threads}", $"{slots}");
        var spool = process.Output.ReadLine()!;
        SpinWait.SpinUntil(() => process.HasExited || LoggingProcess.ReadNotes(folder.Path, threads)[0] >= killAt);
        Assert.False(process.HasExited);
        process.Kill();
        var noted = LoggingProcess.ReadNotes(folder.Path, threads);
        using var reader = SpoolReader.TryTakeOver(spool);
        Assert.NotNull(reader);
        var read = new List<double>[threads];
        for (var thread = 0; thread < threads; thread++)
            read[thread] = [];
        for (var position = 0L; ;)
        {
            var page = reader.ReadColumns(position, 10_000);
            Assert.Empty(page.Faults);
            foreach (var block in page.Content.Points)
                read[int.Parse(block.Name.AsSpan("metric-".Length))].AddRange(block.Values.ToArray());
            if (page.IsEnd)
                break;
            position = page.Position;
        }

        for (var thread = 0; thread < threads; thread++)
        {
            // A call that had not returned may have left its point too.
            Assert.InRange(read[thread].Count, noted[thread], noted[thread] + 1);
            for (var i = 0; i < read[thread].Count; i++)
                Assert.Equal(i, read[thread][i]);
        }
    }
}
