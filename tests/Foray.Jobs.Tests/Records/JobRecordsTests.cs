using System.Text.Json;
using CsCheck;
using Foray.Jobs.Folders;
using Foray.Jobs.Records;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Jobs.Tests.Records;

public sealed class JobRecordsTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<string> Texts = Gen.String[0, 40].Where(text => JsonEncodable(text));

    private static readonly Gen<TestOutcome> Outcomes = Gen.Select(Gen.Enum<TestStatus>(), Texts.Null(), Gen.Long[0, long.MaxValue / 2].Select(bytes => new ResourceUse(TimeSpan.FromTicks(bytes / 7), TimeSpan.FromTicks(bytes / 3), bytes)).Null(), (status, reason, used) =>
        new TestOutcome(status, reason) { Resources = used });

    private readonly string _folder = Directory.CreateTempSubdirectory("foray-records-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_job_was_asked_to_do_is_read_as_it_was_written() =>
        Gen.Select(Texts, Gen.Dictionary(Texts.Where(text => text.Length > 0), Texts)[0, 3], Gen.Int[1, 64], Gen.Bool).Sample((text, variant, parallel, flag) =>
        {
            var record = RecordOf(text, variant, parallel, flag);
            var read = RoundTrip(record);
            return read.Options == record.Options && read.Suites[0].Name == record.Suites[0].Name && read.Suites[0].Settings.Timeout == record.Suites[0].Settings.Timeout
                && read.Tests[0].Name == record.Tests[0].Name && read.Tests[0].Variant.OrderBy(entry => entry.Key).SequenceEqual(variant.OrderBy(entry => entry.Key))
                && read.Tests[0].Test.Uri == record.Tests[0].Test.Uri && read.WorkingFolder == record.WorkingFolder;
        });

    [Fact]
    public void How_a_test_ended_is_read_as_it_was_written() =>
        Gen.Select(Outcomes, Gen.Dictionary(Texts.Where(text => text.Length > 0), Gen.Double)[0, 3], Texts, Gen.Int[0, 5]).Sample((outcome, metrics, whiteboard, attempts) =>
        {
            var listed = Listed(1, "a test");
            var result = new TestResult(1, "tests", listed.Test, outcome)
            {
                Name = listed.Name,
                Started = Started,
                Elapsed = TimeSpan.FromTicks(12345),
                Attempts = attempts,
                IsFlaky = attempts > 1,
                Machine = attempts > 0 ? "local" : null,
                Folder = attempts > 0 ? "test-results/1" : null,
                Metrics = metrics,
                Whiteboard = whiteboard,
            };
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
                TestRecord.Write(writer, result);
            using var document = JsonDocument.Parse(stream.ToArray());
            var read = TestRecord.Read(document.RootElement, new Dictionary<int, ListedTest> { [1] = listed });
            return read with { Metrics = result.Metrics, Variant = result.Variant } == result
                && read.Metrics.Count == metrics.Count && metrics.All(metric => read.Metrics[metric.Key].Equals(metric.Value));
        });

    [Fact]
    public void Records_of_any_bytes_are_read_or_refused_and_nothing_else()
    {
        var folder = new JobFolder(_folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Record)!);
        var record = Bytes(RecordOf("x", new Dictionary<string, string>(), 2, true));
        var line = "{\"number\":1,\"status\":\"Pass\",\"started\":\"2026-01-02T03:04:05Z\",\"ticks\":1,\"attempts\":1}\n"u8.ToArray();
        Gen.Select(Damaged(record), Damaged(line)).Sample((damagedRecord, damagedLine) =>
        {
            File.WriteAllBytes(folder.Record, damagedRecord);
            File.WriteAllBytes(folder.Tests, damagedLine);
            try
            {
                _ = JobRecords.ReadResults(folder);
            }
            catch (DiagnosticException refusal)
            {
                Assert.Equal("FORAY205", refusal.Diagnostics[0].Code);
            }
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void A_last_line_that_was_not_finished_is_none()
    {
        var folder = Write("""{"number":1,"status":"Pass","started":"2026-01-02T03:04:05Z","ticks":1,"attempts":1}""" + "\n" + """{"number":2,"sta""", 2);
        Assert.Equal([TestStatus.Pass, TestStatus.Interrupted], JobRecords.ReadResults(folder).Tests.Select(test => test.Outcome.Status));
        Assert.Equal(JobEnd.Died, JobRecords.ReadResults(folder).End);
    }

    [Fact]
    public void A_record_of_a_newer_Foray_is_refused()
    {
        var folder = Write("", 1);
        File.WriteAllText(folder.Record, File.ReadAllText(folder.Record).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        var refusal = Assert.Throws<DiagnosticException>(() => JobRecords.Read(folder));
        Assert.Contains("format 2", refusal.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private JobFolder Write(string lines, int tests)
    {
        var folder = new JobFolder(_folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Record)!);
        var record = RecordOf("x", new Dictionary<string, string>(), 2, false);
        File.WriteAllBytes(folder.Record, Bytes(record with { Tests = [.. Enumerable.Range(1, tests).Select(number => Listed(number, $"t{number}"))] }));
        File.WriteAllText(folder.Tests, lines);
        return folder;
    }

    private static JobRecord RecordOf(string text, IReadOnlyDictionary<string, string> variant, int parallel, bool flag) => new(
        new string('a', 40), Started, text,
        new RecordedOptions(parallel, flag, flag ? TimeSpan.FromSeconds(parallel) : null, TimeSpan.FromSeconds(1), flag ? TestOrder.Duration : TestOrder.Given),
        [new Suite(text) { Settings = new SuiteSettings { Timeout = flag ? TimeSpan.FromMinutes(parallel) : null, Spawner = flag ? text : null } }],
        [Listed(1, text) with { Variant = variant }]);

    private static ListedTest Listed(int number, string name) => new(number, "tests", name, new Runnable("exec-test", name.Length > 0 ? name : "x"), null, null);

    private static JobRecord RoundTrip(JobRecord record)
    {
        using var document = JsonDocument.Parse(Bytes(record));
        return JobRecord.Read(document.RootElement);
    }

    private static byte[] Bytes(JobRecord record)
    {
        using var stream = new MemoryStream();
        record.Write(stream);
        return stream.ToArray();
    }

    /// <summary>The bytes with some of them changed, left out, or written twice.</summary>
    private static Gen<byte[]> Damaged(byte[] whole) => Gen.Select(Gen.Int[0, whole.Length], Gen.Int[0, 12], Gen.Byte.Array[0, 8]).Select((at, length, inserted) =>
        (byte[])[.. whole.AsSpan(0, at), .. inserted, .. whole.AsSpan(Math.Min(whole.Length, at + length))]);

    private static bool JsonEncodable(string text) => !text.Any(char.IsSurrogate);
}
