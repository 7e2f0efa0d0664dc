using System.Text;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Storage.Logs;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Storage.Tests.Logs;

public sealed class SequencedLogTests : IDisposable
{
    private static readonly SequencedLogOptions Small = new() { MostBytes = 4096 };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string LogFolder => _folder.File("log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_read_from_any_entry_on()
    {
        using var log = SequencedLog.Open(LogFolder);
        for (var i = 1; i <= 300; i++)
            Assert.Equal(i, log.Append(Text(i)));

        foreach (var after in (long[])[0, 1, 150, 299])
        {
            var page = await log.ReadAsync(after, 100, Cancellation);
            Assert.Equal((1, 300), (page.First, page.Last));
            AssertEntries(page, after + 1, Math.Min(after + 100, 300));
        }

        Assert.Empty((await log.ReadAsync(300, 100, Cancellation)).Entries);
        Assert.Empty((await log.ReadAsync(1000, 100, Cancellation)).Entries);
    }

    [Fact]
    public async Task Numbers_and_the_id_go_on_after_it_was_opened_again()
    {
        string id;
        using (var log = SequencedLog.Open(LogFolder))
        {
            id = log.Id;
            Assert.Equal((1, 0), (log.First, log.Last));
            log.Append(Text(1));
        }

        using var again = SequencedLog.Open(LogFolder);
        Assert.Equal((id, 2), (again.Id, again.Append(Text(2))));
        AssertEntries(await again.ReadAsync(0, 10, Cancellation), 1, 2);
    }

    [Fact]
    public void A_log_that_was_made_anew_has_another_id()
    {
        using var one = SequencedLog.Open(LogFolder);
        using var other = SequencedLog.Open(_folder.File("other"));
        Assert.NotEqual(one.Id, other.Id);
        Assert.Matches("^[0-9a-f]{32}$", one.Id);
    }

    [Fact]
    public async Task The_oldest_entries_are_dropped_and_a_reader_learns_which_are_there()
    {
        using var log = SequencedLog.Open(LogFolder, Small);
        for (var i = 1; i <= 1000; i++)
        {
            log.Append(Text(i));
            Assert.InRange(Directory.GetFiles(LogFolder, "segment-*").Sum(file => new FileInfo(file).Length), 1, Small.MostBytes);
        }

        var page = await log.ReadAsync(3, 1000, Cancellation);
        Assert.InRange(page.First, 800, 950);
        AssertEntries(page, page.First, 1000);
        Assert.Equal(page.First, log.First);
    }

    [Fact]
    public void Whatever_happens_between_entries_are_found_again_in_order() =>
        Gen.Int[0, 700].Array[1, 60].Sample(
            steps =>
            {
                using var folder = new TemporaryFolder();
                var appended = new List<byte[]>();
                var log = SequencedLog.Open(folder.Path, Small);
                foreach (var step in steps)
                {
                    if (step < 600)
                    {
                        appended.Add([.. Enumerable.Range(0, step).Select(value => (byte)(value + appended.Count))]);
                        Assert.Equal(appended.Count, log.Append(appended[^1]));
                    }
                    else
                    {
                        log.Dispose();
                        if (step >= 630)
                            Tear(folder.Path, appended.Count + 1, step - 600);
                        log = SequencedLog.Open(folder.Path, Small);
                    }

                    AssertSame(appended, log, after: step % (appended.Count + 1));
                }

                log.Dispose();
            },
            iter: 100);

    [Fact]
    public async Task Cut_at_any_byte_the_whole_entries_remain_and_the_log_goes_on()
    {
        Write(3);
        var file = Assert.Single(LogSegment.FilesOf(LogFolder));
        var whole = await File.ReadAllBytesAsync(file, Cancellation);
        var ends = Enumerable.Range(1, 3).Select(i => LogFormat.HeaderSize + (i * LogFormat.EntrySize(Text(1)))).ToArray();
        for (var length = LogFormat.HeaderSize; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length], Cancellation);
            using var log = SequencedLog.Open(LogFolder);
            var sound = ends.Count(end => end <= length);
            Assert.Equal(sound + 1, log.Append(Text(sound + 1)));
            AssertEntries(await log.ReadAsync(0, 10, Cancellation), 1, sound + 1);
        }
    }

    [Fact]
    public void Zeros_that_a_power_failure_left_at_the_end_are_cut_off()
    {
        Write(3);
        File.AppendAllText(Assert.Single(LogSegment.FilesOf(LogFolder)), new string('\0', 10_000));
        using var log = SequencedLog.Open(LogFolder);
        Assert.Equal(4, log.Append(Text(4)));
    }

    [Fact]
    public void A_changed_byte_is_never_taken_for_content() =>
        Gen.Select(Gen.Int[1, 5], Gen.Double[0, 1], Gen.Byte[1, 255]).Sample(
            (count, where, change) =>
            {
                using var folder = new TemporaryFolder();
                Write(count, folder.Path);
                var file = Assert.Single(LogSegment.FilesOf(folder.Path));
                var bytes = File.ReadAllBytes(file);
                var position = Math.Min((int)(where * bytes.Length), bytes.Length - 1);
                // The last four bytes of the header mean nothing.
                if (position is >= LogFormat.HeaderSize - 4 and < LogFormat.HeaderSize)
                    return;
                bytes[position] ^= change;
                File.WriteAllBytes(file, bytes);
                try
                {
                    using var log = SequencedLog.Open(folder.Path);
                    Assert.Equal(count - 1, log.Last);
                    Assert.True(position >= bytes.Length - LogFormat.EntrySize(Text(1)));
                }
                catch (DiagnosticException exception)
                {
                    Assert.Contains(exception.Diagnostics[0].Code, (string[])["FORAY312", "FORAY313"]);
                    Assert.Equal(bytes, File.ReadAllBytes(file));
                }
            },
            iter: 500);

    [Fact]
    public async Task Damage_in_an_older_segment_is_told_to_who_reads_it_and_to_nobody_else()
    {
        using var log = SequencedLog.Open(LogFolder, Small);
        for (var i = 1; i <= 60; i++)
            log.Append(Text(i));
        var oldest = LogSegment.FilesOf(LogFolder).First();
        var bytes = await File.ReadAllBytesAsync(oldest, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(oldest, bytes, Cancellation);

        var told = (await Assert.ThrowsAsync<DiagnosticException>(() => log.ReadAsync(0, 100, Cancellation))).Diagnostics[0];
        Assert.Equal(("FORAY312", oldest), (told.Code, told.Place!.Value.File));
        AssertEntries(await log.ReadAsync(50, 100, Cancellation), 51, 60);

        await File.WriteAllBytesAsync(oldest, bytes[..^30], Cancellation);
        Assert.Equal("FORAY312", (await Assert.ThrowsAsync<DiagnosticException>(() => log.ReadAsync(0, 100, Cancellation))).Diagnostics[0].Code);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_diagnostic() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 300]).Sample(
            (withHeader, bytes) =>
            {
                using var folder = new TemporaryFolder();
                File.WriteAllBytes(LogSegment.PathOf(folder.Path, 1), withHeader ? [.. LogFormat.Header(Guid.NewGuid(), 1), .. bytes] : bytes);
                var exception = Record.Exception(() => SequencedLog.Open(folder.Path).Dispose());
                Assert.True(exception is null or DiagnosticException, exception?.ToString());
            },
            iter: 1000);

    [Fact]
    public void Segments_of_two_logs_are_refused()
    {
        Write(1);
        File.WriteAllBytes(LogSegment.PathOf(LogFolder, 2), LogFormat.Header(Guid.NewGuid(), 2));
        Assert.Equal("FORAY312", Assert.Throws<DiagnosticException>(() => SequencedLog.Open(LogFolder)).Diagnostics[0].Code);
    }

    [Fact]
    public void A_newer_version_is_refused()
    {
        Write(1);
        var file = Assert.Single(LogSegment.FilesOf(LogFolder));
        var bytes = File.ReadAllBytes(file);
        bytes[8] = 2;
        File.WriteAllBytes(file, bytes);
        var diagnostic = Assert.Throws<DiagnosticException>(() => SequencedLog.Open(LogFolder)).Diagnostics[0];
        Assert.Equal("FORAY313", diagnostic.Code);
        Assert.Contains("version 2", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_process_has_it_at_a_time()
    {
        using var log = SequencedLog.Open(LogFolder);
        var diagnostic = Assert.Throws<DiagnosticException>(() => SequencedLog.Open(LogFolder)).Diagnostics[0];
        Assert.Equal("FORAY314", diagnostic.Code);
        Assert.Contains($"another process ({Environment.ProcessId}) has the log", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_miss_and_repeat_nothing_while_several_append()
    {
        const int Each = 400;
        using var log = SequencedLog.Open(LogFolder, new SequencedLogOptions { MostBytes = 1 << 20 });
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAllAsync(log, 4 * Each), Cancellation)).ToList();
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < Each; i++)
                log.Append(Encoding.ASCII.GetBytes($"{thread} {i} {new string('x', 200)}"));
        });

        foreach (var entries in await Task.WhenAll(readers))
        {
            Assert.Equal(Enumerable.Range(1, 4 * Each).Select(number => (long)number), entries.Select(entry => entry.Sequence));
            var perThread = entries.Select(entry => Encoding.ASCII.GetString(entry.Content.Span).Split(' ')).ToLookup(words => words[0], words => words[1]);
            Assert.All(perThread, numbers => Assert.Equal(Enumerable.Range(0, Each).Select(number => $"{number}"), numbers));
        }
    }

    [Fact]
    public async Task A_reader_that_falls_behind_goes_on_with_what_is_there()
    {
        using var log = SequencedLog.Open(LogFolder, Small);
        var reading = Task.Run(
            async () =>
            {
                for (var after = 0L; after < 5000;)
                {
                    var page = await log.ReadAsync(after, 10, Cancellation);
                    AssertEntries(page, Math.Max(after + 1, page.First), page.Entries is [.., var last] ? last.Sequence : after);
                    after = page.Entries is [.., var newest] ? newest.Sequence : after;
                }
            },
            Cancellation);
        for (var i = 1; i <= 5000; i++)
            log.Append(Text(i));
        await reading;
    }

    [Fact]
    public async Task A_wait_ends_with_the_next_entry_with_its_cancellation_or_with_the_log()
    {
        var log = SequencedLog.Open(LogFolder);
        var wait = log.WaitAsync(0, Cancellation);
        Assert.False(wait.IsCompleted);
        log.Append(Text(1));
        await wait;
        await log.WaitAsync(0, Cancellation);

        using var cancel = new CancellationTokenSource();
        var cancelled = log.WaitAsync(1, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var closed = log.WaitAsync(1, Cancellation);
        log.Dispose();
        log.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed);
        Assert.Throws<ObjectDisposedException>(() => log.Append(Text(2)));
    }

    [Fact]
    public void Entries_are_on_the_disk_within_a_second()
    {
        var time = new FakeTimeProvider();
        using var log = SequencedLog.Open(LogFolder, time: time);
        for (var i = 1; i <= 3; i++)
        {
            log.Append(Text(i));
            Assert.NotEqual(Length(), log.FlushedLength);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(Length(), log.FlushedLength);
        }

        long Length() => new FileInfo(LogSegment.PathOf(LogFolder, 1)).Length;
    }

    [Fact]
    public async Task Entries_larger_than_a_segment_or_a_page_are_kept_and_read()
    {
        using var log = SequencedLog.Open(LogFolder, new SequencedLogOptions { MostBytes = 64 << 20 });
        byte[][] contents = [new byte[9 << 20], [1], new byte[5 << 20], []];
        foreach (var content in contents)
            log.Append(content);

        var read = await ReadAllAsync(log, 4);

        Assert.Equal(contents.Select(content => content.Length), read.Select(entry => entry.Content.Length));
        Assert.Single((await log.ReadAsync(0, 10, Cancellation)).Entries);
    }

    [Fact]
    public async Task An_entry_that_does_not_fit_on_the_disk_leaves_no_part_and_smaller_ones_still_go()
    {
        using var disk = new SmallDisk();
        using var log = SequencedLog.Open(disk.File("log"), new SequencedLogOptions { MostBytes = 1 << 20 });
        log.Append(Text(1));
        var diagnostic = Assert.Throws<DiagnosticException>(() => log.Append(new byte[100_000])).Diagnostics[0];
        Assert.Equal("FORAY311", diagnostic.Code);
        Assert.Contains("no space left on device", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(2, log.Append(Text(2)));
        AssertEntries(await log.ReadAsync(0, 10, Cancellation), 1, 2);
    }

    [Fact]
    public async Task Killing_the_writer_loses_no_entry_whose_append_had_returned()
    {
        var random = new Random();
        for (var round = 0; round < 3; round++)
        {
            using var writer = new OtherProcess(OtherProcess.AppendToLogRole, LogFolder);
            var told = 0L;
            for (var lines = random.Next(1, 3000); lines > 0; lines--)
                told = long.Parse((await writer.Output.ReadLineAsync(Cancellation))!, System.Globalization.CultureInfo.InvariantCulture);
            var tail = writer.Output.ReadToEndAsync(Cancellation);
            writer.Kill();
            // The last piece is empty or a line that the kill cut short.
            if ((await tail).Split('\n') is [.., var newest, _])
                told = long.Parse(newest, System.Globalization.CultureInfo.InvariantCulture);

            using var log = SequencedLog.Open(LogFolder, new SequencedLogOptions { MostBytes = 32 * 1024 });
            Assert.InRange(log.Last, told, told + 1);
            var page = await log.ReadAsync(0, 10_000, Cancellation);
            Assert.Equal(log.Last, page.Entries[^1].Sequence);
            Assert.All(page.Entries, entry => Assert.Equal($"entry {entry.Sequence}", Encoding.ASCII.GetString(entry.Content.Span)));
        }
    }

    private static byte[] Text(long number) => Encoding.ASCII.GetBytes($"entry {number:D4}");

    private void Write(int count, string? folder = null)
    {
        using var log = SequencedLog.Open(folder ?? LogFolder);
        for (var i = 1; i <= count; i++)
            log.Append(Text(i));
    }

    /// <summary>Leaves the beginning of an entry, as a writer does that is killed.</summary>
    private static void Tear(string folder, long sequence, int length)
    {
        var entry = new byte[LogFormat.EntryHeaderSize + 100];
        LogFormat.WriteEntry(entry, sequence, new byte[100]);
        using var file = new FileStream(LogSegment.FilesOf(folder).Last(), FileMode.Append);
        file.Write(entry.AsSpan(0, length));
    }

    private static async Task<List<LogEntry>> ReadAllAsync(SequencedLog log, long last)
    {
        var entries = new List<LogEntry>();
        while (entries.Count < last)
        {
            await log.WaitAsync(entries.Count, Cancellation);
            entries.AddRange((await log.ReadAsync(entries.Count, 7, Cancellation)).Entries);
        }

        return entries;
    }

    private static void AssertSame(List<byte[]> appended, SequencedLog log, long after)
    {
        var page = log.ReadAsync(after, 1000, Cancellation).GetAwaiter().GetResult();
        Assert.Equal(appended.Count, page.Last);
        Assert.Equal(appended.Skip((int)Math.Max(after, page.First - 1)), page.Entries.Select(entry => entry.Content.ToArray()));
    }

    private static void AssertEntries(LogPage page, long first, long last)
    {
        Assert.Equal(Enumerable.Range(0, (int)(last - first + 1)).Select(offset => first + offset), page.Entries.Select(entry => entry.Sequence));
        Assert.All(page.Entries, entry => Assert.Equal(Text(entry.Sequence), entry.Content.ToArray()));
    }
}
