using System.Text;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Storage.Tests;

public sealed class JournalTests : IDisposable
{
    private static readonly Gen<byte[]> Record = Gen.Byte.Where(value => value is not ((byte)'\n' or (byte)'\r')).Array[0, 40];

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_format_is_the_documented_one()
    {
        Write(["123456789"u8.ToArray(), """{"a":"ü"}"""u8.ToArray()]);
        Assert.Equal("foray-journal 1\ne3069283 123456789\nc327e7f3 {\"a\":\"ü\"}\n", File.ReadAllText(FilePath));
        Assert.Equal(FileModes.Private, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void What_was_appended_is_found_again() =>
        Gen.Select(Record.Array[0, 20], Gen.Bool.Array[20]).Sample(
            (records, onDisk) =>
            {
                using var folder = new TemporaryFolder();
                var path = folder.File("a/b/journal");
                for (var i = 0; i < records.Length; i += 5)
                {
                    using var journal = Journal.Open(path);
                    AssertRecords(records[..i], journal.Records);
                    for (var j = i; j < Math.Min(i + 5, records.Length); j++)
                    {
                        journal.Append(records[j], onDisk[j] ? Durability.Disk : Durability.Process);
                        AssertRecords(records[..(j + 1)], Journal.Read(path));
                    }
                }

                AssertRecords(records, Journal.Read(path));
            },
            iter: 50);

    [Fact]
    public void Cut_at_any_byte_a_prefix_remains_and_the_journal_goes_on() =>
        Record.Array[0, 4].Sample(
            records =>
            {
                Write(records);
                var whole = File.ReadAllBytes(FilePath);
                for (var length = 0; length <= whole.Length; length++)
                {
                    File.WriteAllBytes(FilePath, whole[..length]);
                    var sound = records[..Math.Max(0, whole[..length].Count(value => value == '\n') - 1)];
                    AssertRecords(sound, Journal.Read(FilePath));
                    Assert.Equal(length, new FileInfo(FilePath).Length);
                    using (var journal = Journal.Open(FilePath))
                    {
                        AssertRecords(sound, journal.Records);
                        journal.Append("next"u8, Durability.Process);
                    }

                    AssertRecords([.. sound, "next"u8.ToArray()], Journal.Read(FilePath));
                    Assert.EndsWith(" next\n", File.ReadAllText(FilePath), StringComparison.Ordinal);
                }
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void A_changed_byte_is_never_taken_for_content() =>
        Gen.Select(Record.Array[1, 5], Gen.Double[0, 1], Gen.Byte[1, 255]).Sample(
            (records, where, change) =>
            {
                File.Delete(FilePath);
                Write(records);
                var bytes = File.ReadAllBytes(FilePath);
                var position = Math.Min((int)(where * bytes.Length), bytes.Length - 1);
                bytes[position] ^= change;
                File.WriteAllBytes(FilePath, bytes);
                var lastLine = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
                try
                {
                    var read = Journal.Read(FilePath);
                    AssertRecords(records[..read.Count], read);
                    Assert.True(read.Count < records.Length);
                    Assert.True(position >= lastLine);
                }
                catch (DiagnosticException exception)
                {
                    Assert.Contains(exception.Diagnostics[0].Code, (string[])["FORAY312", "FORAY313"]);
                    Assert.Throws<DiagnosticException>(() => Journal.Open(FilePath));
                    Assert.Equal(bytes, File.ReadAllBytes(FilePath));
                }
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void A_bad_line_before_the_last_is_named_and_nothing_is_changed()
    {
        Write(["one"u8.ToArray(), "two"u8.ToArray(), "three"u8.ToArray()]);
        var damaged = File.ReadAllText(FilePath).Replace("two", "twx", StringComparison.Ordinal);
        File.WriteAllText(FilePath, damaged);
        var diagnostic = Assert.Throws<DiagnosticException>(() => Journal.Open(FilePath)).Diagnostics[0];
        Assert.Equal(("FORAY312", new Place(FilePath, 3, 0)), (diagnostic.Code, diagnostic.Place));
        Assert.NotNull(diagnostic.Remedy);
        Assert.Equal(damaged, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_bad_last_line_is_dropped()
    {
        Write(["one"u8.ToArray(), "two"u8.ToArray()]);
        File.WriteAllText(FilePath, File.ReadAllText(FilePath).Replace("two", "twx", StringComparison.Ordinal));
        AssertRecords(["one"u8.ToArray()], Journal.Read(FilePath));
        using var journal = Journal.Open(FilePath);
        AssertRecords(["one"u8.ToArray()], journal.Records);
    }

    [Fact]
    public void A_newer_version_is_refused()
    {
        File.WriteAllText(FilePath, "foray-journal 2\nanything\n");
        foreach (var open in (Action[])[() => Journal.Open(FilePath), () => Journal.Read(FilePath)])
        {
            var diagnostic = Assert.Throws<DiagnosticException>(open).Diagnostics[0];
            Assert.Equal("FORAY313", diagnostic.Code);
            Assert.Contains("version 2", diagnostic.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_diagnostic() =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 200]).Sample(
            (withHeader, bytes) =>
            {
                File.WriteAllBytes(FilePath, withHeader ? [.. JournalFormat.Header, .. bytes] : bytes);
                var exception = Xunit.Record.Exception(() => Journal.Read(FilePath));
                Assert.True(exception is null or DiagnosticException, exception?.ToString());
            },
            iter: 2000,
            threads: 1);

    [Fact]
    public void A_missing_file_has_no_records()
    {
        Assert.Empty(Journal.Read(_folder.File("missing")));
        Assert.Empty(Journal.Read(_folder.File("missing/missing")));
    }

    [Fact]
    public void A_record_is_one_line()
    {
        using var journal = Journal.Open(FilePath);
        Assert.Throws<ArgumentException>(() => journal.Append("{\n}"u8, Durability.Process));
    }

    [Fact]
    public void Records_of_many_threads_are_all_there()
    {
        using (var journal = Journal.Open(FilePath))
        {
            Parallel.For(0, 8, thread =>
            {
                for (var i = 0; i < 200; i++)
                    journal.Append(Encoding.ASCII.GetBytes($"{thread} {i}"), i % 50 == 0 ? Durability.Disk : Durability.Process);
            });
        }

        var read = Journal.Read(FilePath).Select(record => Encoding.ASCII.GetString(record.Span).Split(' ')).ToLookup(pair => pair[0], pair => pair[1]);
        Assert.Equal(8, read.Count);
        Assert.All(read, numbers => Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), numbers));
    }

    [Fact]
    public void Records_are_on_the_disk_at_once_or_within_a_second()
    {
        var time = new FakeTimeProvider();
        using var journal = Journal.Open(FilePath, time: time);
        journal.Append("1"u8, Durability.Disk);
        Assert.Equal(journal.Length, journal.FlushedLength);
        for (var i = 0; i < 3; i++)
        {
            journal.Append("2"u8, Durability.Process);
            Assert.NotEqual(journal.Length, journal.FlushedLength);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(journal.Length, journal.FlushedLength);
        }
    }

    [Fact]
    public void After_the_end_nothing_is_appended()
    {
        var journal = Journal.Open(FilePath);
        journal.Dispose();
        journal.Dispose();
        Assert.Throws<ObjectDisposedException>(() => journal.Append("1"u8, Durability.Process));
    }

    [Fact]
    public void A_record_that_does_not_fit_leaves_no_part_and_smaller_ones_still_go()
    {
        using var disk = new SmallDisk();
        var path = disk.File("journal");
        var small = "small"u8.ToArray();
        using (var journal = Journal.Open(path))
        {
            journal.Append(small, Durability.Process);
            var diagnostic = Assert.Throws<DiagnosticException>(() => journal.Append(new byte[2 * SmallDisk.Size], Durability.Process)).Diagnostics[0];
            Assert.Equal("FORAY311", diagnostic.Code);
            Assert.Equal($"cannot write '{path}': no space left on device", diagnostic.Message);
            Assert.Equal(journal.Length, new FileInfo(path).Length);
            journal.Append(small, Durability.Disk);
        }

        AssertRecords([small, small], Journal.Read(path));
    }

    [Fact]
    public void Killing_the_writer_loses_no_record_whose_append_had_returned()
    {
        var random = new Random();
        for (var round = 0; round < 3; round++)
        {
            File.Delete(FilePath);
            using var writer = new OtherProcess(OtherProcess.AppendRole, FilePath);
            for (var lines = random.Next(1, 3000); lines > 0; lines--)
                Assert.NotNull(writer.Output.ReadLine());
            var tail = Task.Run(writer.Output.ReadToEnd);
            writer.Kill();
            AssertNumbersUpTo(tail);
        }
    }

    private void AssertNumbersUpTo(Task<string> tail)
    {
        var lines = tail.GetAwaiter().GetResult().Split('\n');
        using var journal = Journal.Open(FilePath);
        var numbers = journal.Records.Select(record => Encoding.ASCII.GetString(record.Span)).ToArray();
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(number => $"{{\"number\":{number}}}"), numbers);

        // The last piece is empty or a line that the kill cut short.
        foreach (var line in lines[..^1])
            Assert.InRange(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture), 0, numbers.Length - 1);
    }

    private void Write(byte[][] records)
    {
        File.Delete(FilePath);
        using var journal = Journal.Open(FilePath);
        foreach (var record in records)
            journal.Append(record, Durability.Process);
    }

    private static void AssertRecords(byte[][] expected, IReadOnlyList<ReadOnlyMemory<byte>> actual) =>
        Assert.Equal(expected, actual.Select(record => record.ToArray()));
}
