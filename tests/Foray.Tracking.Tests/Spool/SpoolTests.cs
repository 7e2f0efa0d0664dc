using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Runs;
using Foray.Tracking.Spool;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Spool;

public sealed class SpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Points_are_read_as_they_were_logged()
    {
        using var spool = Create();
        var metric = Start(spool).Metric("loss");
        double[] values = [1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon];
        foreach (var value in values)
            metric.Log(value);
        var content = SpoolContent.Read(spool.Folder);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), content.Values("loss").Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal([0, 1, 2, 3, 4, 5], content.Metrics("loss").Select(point => point.Step!.Value));
        Assert.Empty(content.Faults);
        Assert.False(content.IsEnd);
    }

    [Fact]
    public void A_spool_that_fills_its_segments_has_several_ready_and_leaves_none_of_them()
    {
        using var spool = Create(slots: 64);
        var metric = Start(spool).Metric("loss");
        for (var i = 0; i < 64; i++)
            metric.Log(i);
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(spool.Folder, "segment-*").Length == 6, TimeSpan.FromMinutes(1)));
        spool.Dispose();
        Assert.Equal(2, Directory.GetFiles(spool.Folder, "segment-*").Length);
        Assert.Equal(64, SpoolContent.Read(spool.Folder).Values("loss").Length);
    }

    [Fact]
    public void Points_run_through_many_segments_in_order()
    {
        using var spool = Create(slots: 64);
        var run = Start(spool);
        for (var i = 0; i < 5000; i++)
        {
            run.Metric("a").Log(i);
            run.Metric("b").Log(-i);
            if (i % 100 == 0)
                run.Tag("progress", $"{i}");
        }

        var content = SpoolContent.Read(spool.Folder);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), content.Values("a"));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)-i), content.Values("b"));
        Assert.Equal(50, content.Changes.OfType<TagSet>().Count());
        Assert.Equal(content.Entries.Select(entry => entry.Position).Order(), content.Entries.Select(entry => entry.Position));
        Assert.Empty(content.Faults);
    }

    [Fact]
    public void Five_threads_of_a_hundred_points_are_five_hundred()
    {
        using var spool = Create(slots: 64);
        var metric = Start(spool).Metric("loss");
        InThreads(5, thread =>
        {
            for (var i = 0; i < 100; i++)
                metric.Log(thread * 100 + i);
        });
        var content = SpoolContent.Read(spool.Folder);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (double)i), content.Values("loss").Order());
        for (var thread = 0; thread < 5; thread++)
            Assert.Equal(Enumerable.Range(thread * 100, 100).Select(i => (double)i), content.Values("loss").Where(value => (int)value / 100 == thread));
        Assert.Equal(500, content.Metrics("loss").Select(point => point.UnixNanoseconds).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), content.Metrics("loss").Select(point => point.Step!.Value).Order());
    }

    [Fact]
    public void Many_threads_switch_segments_while_records_are_written_between()
    {
        using var spool = Create(slots: 256);
        var run = Start(spool);
        InThreads(4, thread =>
        {
            var metric = run.Metric($"m{thread}");
            for (var i = 0; i < 20_000; i++)
            {
                metric.Log(i);
                if (i % 50 == 0)
                    run.Log(new Metric("run", $"text{thread}", MetricType.Text, DateTimeOffset.UtcNow) { Text = new string('x', i % 700) });
            }
        });
        var content = SpoolContent.Read(spool.Folder);
        for (var thread = 0; thread < 4; thread++)
        {
            Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (double)i), content.Values($"m{thread}"));
            Assert.Equal(Enumerable.Range(0, 400).Select(i => i * 50 % 700), content.Metrics($"text{thread}").Select(text => text.Text!.Length));
        }
    }

    [Fact]
    public void A_spool_that_was_closed_is_sealed_to_its_end()
    {
        string folder;
        using (var spool = Create(slots: 64))
        {
            folder = spool.Folder;
            var metric = Start(spool).Metric("loss");
            for (var i = 0; i < 100; i++)
                metric.Log(i);
        }

        var content = SpoolContent.Read(folder);
        Assert.True(content.IsEnd);
        Assert.Equal(100, content.Values("loss").Length);
        Assert.DoesNotContain(Directory.GetFiles(folder), path => path.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void Large_content_has_a_file_that_goes_with_its_segment()
    {
        using var spool = Create(slots: 64);
        var run = Start(spool);
        var picture = new byte[300_000];
        Random.Shared.NextBytes(picture);
        run.Log(new Metric("run", "picture", MetricType.Image, DateTimeOffset.UtcNow) { Content = picture, MediaType = "image/png" });
        for (var i = 0; i < 1000; i++)
            run.Metric("loss").Log(i);
        spool.Dispose();
        Assert.Single(Directory.GetFiles(spool.Folder, "content-*"));
        var content = SpoolContent.Read(spool.Folder);
        Assert.Equal(picture, content.Metrics("picture").Single().Content.ToArray());
        Assert.Equal(picture, content.Changes.OfType<MetricLogged>().Single().Metric.Content.ToArray());
        using var reader = SpoolReader.Open(spool.Folder);
        reader.Release(500);
        Assert.Empty(Directory.GetFiles(spool.Folder, "content-*"));
        var rest = SpoolContent.Read(spool.Folder);
        Assert.Equal(999, rest.Values("loss")[^1]);
        Assert.True(rest.Entries[0].Position > 64 * 7 && rest.Entries[0].Position <= 64 * 8);
        Assert.Empty(rest.Faults);
    }

    [Fact]
    public void A_reader_that_begins_in_the_middle_knows_the_names()
    {
        using var spool = Create(slots: 256);
        var run = Start(spool);
        for (var i = 0; i < 1000; i++)
            run.Metric("loss").Log(i);
        var all = SpoolContent.Read(spool.Folder).Entries;
        foreach (var after in (long[])[1, 200, 256, 300, 700])
        {
            using var reader = SpoolReader.Open(spool.Folder);
            var page = reader.ReadEntries(after, 100_000);
            Assert.Equal(all.Where(entry => entry.Position > after).Select(entry => entry.Metric!.Number), page.Content.Select(entry => entry.Metric!.Number));
            Assert.Empty(page.Faults);
        }
    }

    [Fact]
    public void Sequences_of_a_later_spool_are_behind_those_of_an_earlier_one()
    {
        var sequences = new List<long>();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        for (var i = 0; i < 2; i++)
        {
            using var spool = SpoolWriter.Create(_folder.Path, null, clock);
            var metric = new RunTracker(spool, new ArtifactReferences(), clock).Start(new RunStart("run", "e", "n", clock.GetUtcNow())).Metric("loss");
            for (var n = 0; n < 1000; n++)
                metric.Log(n);
            sequences.AddRange(SpoolContent.Read(spool.Folder).Metrics("loss").Select(point => point.Sequence));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(2000, sequences.Count);
        Assert.True(sequences[0] > 0);
        Assert.Equal(sequences.Order(), sequences);
    }

    [Fact]
    public void A_point_allocates_nothing()
    {
        using var spool = Create(slots: 128 * 1024);
        var metric = Start(spool).Metric("loss");
        Log(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Log(30_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Log(int count)
        {
            for (var i = 0; i < count; i++)
            {
                metric.Log(i);
                metric.Log(i, i);
                metric.Log(i, i, DateTimeOffset.UnixEpoch);
            }
        }
    }

    [Fact]
    public async Task Two_processes_read_while_one_writes()
    {
        using var spool = Create(slots: 1024);
        using var first = new OtherProcess(OtherProcess.ReadRole, spool.Folder);
        using var second = new OtherProcess(OtherProcess.ReadRole, spool.Folder);
        Assert.Equal("opened", await first.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("opened", await second.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        var metric = Start(spool).Metric("loss");
        for (var i = 0; i < 50_000; i++)
            metric.Log(i);
        spool.Dispose();
        Assert.Equal("50000 1249975000", await first.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("50000 1249975000", await second.Output.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reader_waits_until_there_is_something_or_nothing_more()
    {
        using var spool = Create();
        using var reader = SpoolReader.Open(spool.Folder);
        var waiting = reader.WaitAsync(0, TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        Start(spool).Metric("loss").Log(1);
        Assert.True(await waiting);
        var position = reader.ReadColumns(0, 1000).Position;
        waiting = reader.WaitAsync(position, TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        spool.Dispose();
        while (await waiting)
            waiting = reader.WaitAsync(position = reader.ReadColumns(position, 1000).Position, TestContext.Current.CancellationToken).AsTask();
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        using var spool = Create();
        spool.Dispose();
        var header = File.ReadAllBytes(Path.Combine(spool.Folder, "header"));
        header[8] = 2;
        File.WriteAllBytes(Path.Combine(spool.Folder, "header"), header);
        var thrown = Assert.Throws<DiagnosticException>(() => SpoolReader.Open(spool.Folder));
        Assert.Equal("FORAY317", thrown.Diagnostics[0].Code);
        Assert.Contains("version 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_spool_is_told()
    {
        Assert.Equal("FORAY319", Assert.Throws<DiagnosticException>(() => SpoolReader.Open(_folder.Path)).Diagnostics[0].Code);
        File.WriteAllText(_folder.File("header"), "none");
        Assert.Equal("FORAY318", Assert.Throws<DiagnosticException>(() => SpoolReader.Open(_folder.Path)).Diagnostics[0].Code);
    }

    [Fact]
    public void A_spool_is_an_orphan_once_it_is_closed_and_one_takes_it_over()
    {
        using var spool = Create();
        using var other = Create();
        Assert.Empty(SpoolReader.FindOrphans(_folder.Path));
        Assert.Null(SpoolReader.TryTakeOver(spool.Folder));
        spool.Dispose();
        Assert.Equal([spool.Folder], SpoolReader.FindOrphans(_folder.Path));
        using var reader = SpoolReader.TryTakeOver(spool.Folder);
        Assert.NotNull(reader);
        Assert.Empty(SpoolReader.FindOrphans(_folder.Path));
        Assert.Null(SpoolReader.TryTakeOver(spool.Folder));
        reader.Remove();
        Assert.False(Directory.Exists(spool.Folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_folder.File("file"), "");
        var thrown = Assert.Throws<DiagnosticException>(() => SpoolWriter.Create(_folder.File("file")));
        Assert.Equal("FORAY316", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Nothing_is_appended_to_a_closed_spool()
    {
        var spool = Create();
        var metric = Start(spool).Metric("loss");
        metric.Log(1);
        spool.Dispose();
        spool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => metric.Log(2));
        Assert.Equal([1.0], SpoolContent.Read(spool.Folder).Values("loss"));
    }

    internal static TrackedRun Start(SpoolWriter spool) =>
        new RunTracker(spool, new ArtifactReferences()).Start(new RunStart("run", "experiment", "name", DateTimeOffset.UtcNow));

    internal static void InThreads(int count, Action<int> work)
    {
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() => work(i))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    private SpoolWriter Create(int slots = 1024) => SpoolWriter.Create(_folder.Path, new SpoolOptions { SegmentSlots = slots });
}
