using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Tracking;
using Foray.Tracking.Spool;

namespace Foray.Tracking.Tests.Spool;

public sealed class SpoolDamageTests : IDisposable
{
    private const int Slots = 128;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_changed_byte_of_a_sealed_segment_is_told_and_the_other_segments_are_read()
    {
        var spool = WriteSpool();
        var segments = Directory.GetFiles(spool, "segment-*").Order(StringComparer.Ordinal).ToArray();
        var sound = SpoolContent.Read(spool);
        Assert.Empty(sound.Faults);
        var byteCount = new FileInfo(segments[0]).Length;
        Gen.Select(Gen.Int[0, segments.Length - 1], Gen.Int[0, (int)byteCount - 1], Gen.Byte[1, 255]).Sample(
            (segment, offset, change) =>
            {
                var bytes = File.ReadAllBytes(segments[segment]);
                bytes[offset] ^= change;
                File.WriteAllBytes(segments[segment], bytes);
                var content = SpoolContent.Read(spool);
                bytes[offset] ^= change;
                File.WriteAllBytes(segments[segment], bytes);
                Assert.Equal("FORAY318", Assert.Single(content.Faults).Code);
                Assert.Equal(
                    sound.Entries.Where(entry => (entry.Position - 1) / Slots != segment).Select(entry => entry.Position),
                    content.Entries.Select(entry => entry.Position));
                Assert.All(content.Metrics("loss"), point => Assert.Equal(point.Step, (long)point.Number!.Value));
                Assert.True(content.IsEnd);
            },
            threads: 1,
            iter: 500);
    }

    [Fact]
    public void A_segment_that_is_cut_or_gone_is_told_and_the_others_are_read()
    {
        var spool = WriteSpool();
        var segments = Directory.GetFiles(spool, "segment-*").Order(StringComparer.Ordinal).ToArray();
        File.Delete(segments[2]);
        using (var cut = File.OpenWrite(segments[4]))
            cut.SetLength(100);
        var content = SpoolContent.Read(spool);
        Assert.Equal(2, content.Faults.Count);
        Assert.Contains("missing", content.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("100 bytes", content.Faults[1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(content.Entries, entry => (entry.Position - 1) / Slots is 2 or 4);
        Assert.True(content.Values("loss").Length > 300);
    }

    [Fact]
    public void A_place_that_was_never_written_is_waited_for_and_skipped_once_the_writer_is_gone()
    {
        using var spool = SpoolWriter.Create(_folder.Path, new SpoolOptions { SegmentSlots = Slots });
        var metric = SpoolTests.Start(spool).Metric("loss");
        for (var i = 0; i < 10; i++)
            metric.Log(i);
        // What a writer leaves that ends between reserving and writing.
        var hole = SpoolContent.Read(spool.Folder).Metrics("loss").Skip(4).First();
        using var reader = SpoolReader.Open(spool.Folder);
        var erased = ReplaceSlot(spool.Folder, hole.Sequence - reader.SequenceBase, new byte[32]);
        Assert.Equal([0.0, 1.0, 2.0, 3.0], SpoolContent.Read(spool.Folder).Values("loss"));
        var content = SpoolContent.Read(CopyAsOfAKilledProcess(spool.Folder));
        Assert.Equal([0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 7.0, 8.0, 9.0], content.Values("loss"));
        Assert.True(content.IsEnd);
        Assert.Empty(content.Faults);
        ReplaceSlot(spool.Folder, hole.Sequence - reader.SequenceBase, erased);
        Assert.Equal(10, SpoolContent.Read(spool.Folder).Values("loss").Length);
    }

    [Fact]
    public async Task A_segment_that_was_released_too_early_is_deleted_while_the_reader_waits()
    {
        using var spool = SpoolWriter.Create(_folder.Path, new SpoolOptions { SegmentSlots = Slots });
        var metric = SpoolTests.Start(spool).Metric("loss");
        metric.Log(0);
        using var reader = SpoolReader.Open(spool.Folder);
        var position = reader.ReadEntries(0, Slots).Position;
        // A segment with a place that is not written yet is not sealed.
        var slot = ReplaceSlot(spool.Folder, position, new byte[32]);
        for (var i = 0; i < Slots; i++)
            metric.Log(i);
        var first = new SpoolFolder(spool.Folder).Segment(0);
        reader.Release(Slots);
        Assert.True(File.Exists(first));
        ReplaceSlot(spool.Folder, position, slot);
        for (var page = reader.ReadEntries(position, Slots); page.Position > position; page = reader.ReadEntries(position, Slots))
            position = page.Position;
        var waiting = reader.WaitAsync(position, TestContext.Current.CancellationToken).AsTask();
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(first), TimeSpan.FromMinutes(1)));
        metric.Log(1);
        Assert.True(await waiting);
    }

    [Fact]
    public void Random_files_are_read_or_told_as_damaged()
    {
        var spool = WriteSpool();
        var segment = Directory.GetFiles(spool, "segment-*").Order(StringComparer.Ordinal).First();
        var (header, sound) = (File.ReadAllBytes(Path.Combine(spool, "header")), File.ReadAllBytes(segment));
        // Without its seal a segment is read slot by slot.
        var open = sound.ToArray();
        open.AsSpan(open.Length - 32).Clear();
        var changes = Gen.Select(Gen.Int[32, open.Length - 33], Gen.Byte).Array[1, 60];
        Gen.OneOf(
                changes.Select(list => (Header: header, Segment: Changed(open, list))),
                changes.Select(list => (Header: header, Segment: Changed(sound, list))),
                Gen.Byte.Array[0, 3000].Select(bytes => (Header: header, Segment: bytes)),
                Gen.Byte.Array[open.Length - 64].Select(bytes => (Header: header, Segment: (byte[])[.. open[..32], .. bytes, .. new byte[32]])),
                Gen.Byte.Array[0, 5000].Select(bytes => (Header: bytes, Segment: open)),
                changes.Select(list => (Header: Changed(header, [.. list.Select(change => (change.Item1 % 40, change.Item2))]), Segment: open)))
            .Sample(
                files =>
                {
                    File.WriteAllBytes(Path.Combine(spool, "header"), files.Header);
                    File.WriteAllBytes(segment, files.Segment);
                    try
                    {
                        Assert.All(SpoolContent.Read(spool).Faults, fault => Assert.Equal("FORAY318", fault.Code));
                    }
                    catch (DiagnosticException exception)
                    {
                        Assert.Contains(exception.Diagnostics[0].Code, (string[])["FORAY317", "FORAY318"]);
                    }
                },
                threads: 1,
                iter: 2000);
    }

    [Fact]
    public void Random_contents_of_records_are_read_or_refused()
    {
        var metric = RecordWriter.Metric(FullMetric()).ToArray();
        Gen.OneOf(
                Gen.Byte.Array[0, 200],
                Gen.Select(Gen.Int[0, metric.Length - 1], Gen.Byte).Array[1, 5].Select(list => Changed(metric, list)),
                Gen.Int[0, metric.Length].Select(length => metric[..length]))
            .Sample(
                content =>
                {
                    foreach (var kind in Enum.GetValues<RecordKind>())
                    {
                        try
                        {
                            ColumnReader.Change(kind, 0, content, 1);
                        }
                        catch (FormatException)
                        {
                            // The one way to refuse.
                        }
                    }
                },
                iter: 5000);
    }

    internal static Metric FullMetric() => new("run", "image", MetricType.Tensor, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
        Source = "camera",
        Step = 0,
        Number = double.NaN,
        Text = "größer",
        Numbers = new[] { 1.5, double.PositiveInfinity, -0.0 },
        Shape = [3, 1],
        Content = new byte[] { 1, 2, 3 },
        MediaType = "image/png",
        Tags = new Dictionary<string, string> { ["unit"] = "s", ["device"] = "0" },
    };

    private static byte[] Changed(byte[] bytes, (int Offset, byte Value)[] changes)
    {
        var changed = bytes.ToArray();
        foreach (var (offset, value) in changes)
            changed[offset] = value;
        return changed;
    }

    private static byte[] ReplaceSlot(string spool, long position, byte[] slot)
    {
        using var file = File.OpenHandle(new SpoolFolder(spool).Segment((position - 1) / Slots), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var (replaced, offset) = (new byte[slot.Length], ((position - 1) % Slots + 1) * slot.Length);
        RandomAccess.Read(file, replaced, offset);
        RandomAccess.Write(file, slot, offset);
        return replaced;
    }

    /// <summary>The files without anybody who has the lock.</summary>
    private string CopyAsOfAKilledProcess(string spool)
    {
        var copy = Directory.CreateDirectory(_folder.File("copy")).FullName;
        foreach (var file in Directory.GetFiles(spool).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private string WriteSpool()
    {
        using var spool = SpoolWriter.Create(_folder.Path, new SpoolOptions { SegmentSlots = Slots });
        var run = SpoolTests.Start(spool);
        for (var i = 0; i < 600; i++)
        {
            run.Metric("loss").Log(i, i);
            if (i % 60 == 0)
                run.Log(FullMetric());
        }

        run.Log(FullMetric() with { Content = new byte[5000] });
        run.End(RunState.Finished);
        return spool.Folder;
    }
}
