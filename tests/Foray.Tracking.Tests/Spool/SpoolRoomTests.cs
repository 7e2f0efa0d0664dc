using Foray.Sdk.Diagnostics;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Tests.Spool;

/// <summary>What happens where there is no room: with a limit, and on a full disk.</summary>
public sealed class SpoolRoomTests
{
    private const int Slots = 512;
    private const long Limit = 4 * (Slots + 2) * 32 + 2 * 4096;
    private const int Many = 20_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_that_finds_no_room_fails_and_all_others_are_kept(bool onFullDisk)
    {
        using var place = new Place(onFullDisk);
        using var spool = place.Create(SpoolOverflow.Fail);
        var metric = SpoolTests.Start(spool).Metric("loss");
        var kept = new List<double>();
        for (var i = 0; i < Many; i++)
        {
            try
            {
                metric.Log(i);
                kept.Add(i);
            }
            catch (DiagnosticException exception)
            {
                Assert.Equal("FORAY316", exception.Diagnostics[0].Code);
                Assert.Contains(onFullDisk ? "space" : "limit", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(kept.Count, 2 * Slots, Many / 2);
        Assert.Equal(kept, SpoolContent.Read(spool.Folder).Values("loss"));
        Assert.Equal(0, spool.Dropped.Total);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_dropped_is_counted_exactly_and_told_in_the_spool(bool onFullDisk)
    {
        using var place = new Place(onFullDisk);
        using var spool = place.Create(SpoolOverflow.Drop);
        var run = SpoolTests.Start(spool);
        SpoolTests.InThreads(2, thread =>
        {
            var metric = run.Metric($"m{thread}");
            for (var i = 0; i < Many; i++)
                metric.Log(i);
        });
        for (var i = 0; i < 10; i++)
            run.Tag("tag", new string('x', 100));
        var content = SpoolContent.Read(spool.Folder);
        using var reader = SpoolReader.Open(spool.Folder);
        var (kept, dropped) = (content.Values("m0").Length + content.Values("m1").Length, reader.Dropped);
        Assert.Equal(dropped, spool.Dropped);
        Assert.InRange(kept, 2 * Slots, Many);
        Assert.Equal(2 * Many - kept, onFullDisk ? dropped.PointsByDisk : dropped.PointsByLimit);
        Assert.Equal(10 - content.Metrics("tag").Count(), onFullDisk ? dropped.RecordsByDisk : dropped.RecordsByLimit);
        Assert.Equal(2 * Many - kept + 10 - content.Metrics("tag").Count(), dropped.Total);
        spool.Dispose();
        Assert.Equal(dropped, spool.Dropped);
        Assert.Equal(dropped, reader.Dropped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_waits_until_a_reader_has_made_room(bool onFullDisk)
    {
        using var place = new Place(onFullDisk);
        using var spool = place.Create(SpoolOverflow.Wait);
        var logging = Task.Run(
            () =>
            {
                var metric = SpoolTests.Start(spool).Metric("loss");
                for (var i = 0; i < 20_000; i++)
                    metric.Log(i);
                spool.Dispose();
            },
            TestContext.Current.CancellationToken);
        using var reader = SpoolReader.Open(spool.Folder);
        var values = new List<double>();
        var position = 0L;
        while (await reader.WaitAsync(position, TestContext.Current.CancellationToken))
        {
            var page = reader.ReadColumns(position, 10_000);
            values.AddRange(page.Content.Points.SelectMany(block => block.Values.ToArray()));
            position = page.Position;
            reader.Release(position);
        }

        await logging;
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (double)i), values);
    }

    [Fact]
    public void A_call_that_has_waited_its_longest_fails()
    {
        using var place = new Place(onFullDisk: false);
        using var spool = place.Create(SpoolOverflow.Wait, TimeSpan.Zero);
        var metric = SpoolTests.Start(spool).Metric("loss");
        var thrown = Assert.Throws<DiagnosticException>(() =>
        {
            for (var i = 0; i < Many; i++)
                metric.Log(i);
        });
        Assert.Equal("FORAY316", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void A_call_that_waits_ends_with_the_spool()
    {
        using var place = new Place(onFullDisk: false);
        using var spool = place.Create(SpoolOverflow.Wait);
        var metric = SpoolTests.Start(spool).Metric("loss");
        var logged = 0L;
        var logging = new Thread(() => Assert.Throws<ObjectDisposedException>(LogOn));
        logging.Start();
        // The limit has been reached when nothing more can be made.
        SpinWait.SpinUntil(() => Interlocked.Read(ref logged) >= 3 * Slots - 100);
        spool.Dispose();
        logging.Join();
        Assert.Equal(logged, SpoolContent.Read(spool.Folder).Values("loss").Length);

        void LogOn()
        {
            for (; ; Interlocked.Increment(ref logged))
                metric.Log(0);
        }
    }

    [Fact]
    public void Large_content_that_has_no_room_leaves_nothing()
    {
        using var place = new Place(onFullDisk: true);
        using var spool = place.Create(SpoolOverflow.Fail);
        var run = SpoolTests.Start(spool);
        var picture = new Sdk.Tracking.Metric("run", "picture", Sdk.Tracking.MetricType.Image, DateTimeOffset.UtcNow) { Content = new byte[300_000] };
        Assert.Equal("FORAY316", Assert.Throws<DiagnosticException>(() => run.Log(picture)).Diagnostics[0].Code);
        Assert.Empty(Directory.GetFiles(spool.Folder, "content-*"));
        run.Metric("loss").Log(1);
        Assert.Equal([1.0], SpoolContent.Read(spool.Folder).Values("loss"));
    }

    [Fact]
    public void A_disk_without_room_for_a_spool_is_told()
    {
        using var disk = new SmallDisk();
        var thrown = Assert.Throws<DiagnosticException>(() => SpoolWriter.Create(disk.Path));
        Assert.Equal("FORAY316", thrown.Diagnostics[0].Code);
        Assert.Empty(Directory.GetDirectories(disk.Path));
    }

    private sealed class Place(bool onFullDisk) : IDisposable
    {
        private readonly SmallDisk? _disk = onFullDisk ? new SmallDisk() : null;
        private readonly TemporaryFolder _folder = new();

        public SpoolWriter Create(SpoolOverflow overflow, TimeSpan? longestWait = null) => SpoolWriter.Create(_disk?.Path ?? _folder.Path, new SpoolOptions
        {
            SegmentSlots = Slots,
            MostBytes = onFullDisk ? long.MaxValue : Limit,
            Overflow = overflow,
            LongestWait = longestWait ?? TimeSpan.FromMinutes(1),
        });

        public void Dispose()
        {
            _disk?.Dispose();
            _folder.Dispose();
        }
    }
}
