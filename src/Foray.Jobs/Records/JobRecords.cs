using System.Text.Json;
using Foray.Jobs.Folders;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Storage;

namespace Foray.Jobs.Records;

/// <summary>Reads what jobs left.</summary>
internal static class JobRecords
{
    /// <summary>The folder of the newest job; null where there is none.</summary>
    public static JobFolder? FindLatest(string resultsFolder)
    {
        var link = new DirectoryInfo(Path.Combine(resultsFolder, JobFolder.Latest));
        return link.LinkTarget is { } target && File.Exists(new JobFolder(Path.GetFullPath(target, Path.GetFullPath(resultsFolder))).Record)
            ? new JobFolder(Path.GetFullPath(target, Path.GetFullPath(resultsFolder)))
            : null;
    }

    /// <summary>True where the job runs now.</summary>
    public static bool IsRunning(JobFolder folder) => StateLock.Holder(folder.Lock) is not null;

    /// <exception cref="DiagnosticException">There is no record, or none that can be read.</exception>
    public static JobRecord Read(JobFolder folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(folder.Record));
            return JobRecord.Read(document.RootElement);
        }
        catch (Exception failure)
        {
            throw Unreadable(folder.Record, failure);
        }
    }

    /// <summary>The tests that have ended; a last line that was not finished is none.</summary>
    /// <exception cref="DiagnosticException">The record cannot be read.</exception>
    public static IReadOnlyList<TestResult> ReadTests(JobFolder folder) => ReadResults(folder).Tests;

    /// <summary>The results of a job. Tests without an end are interrupted, where it died, and are left out while it runs.</summary>
    /// <exception cref="DiagnosticException">The record cannot be read.</exception>
    public static JobResults ReadResults(JobFolder folder)
    {
        var record = Read(folder);
        var byNumber = record.Tests.ToDictionary(test => test.Number);
        var tests = new SortedDictionary<int, TestResult>();
        (JobEnd End, DateTimeOffset Ended)? end = null;
        try
        {
            foreach (var line in LinesOf(folder.Tests))
            {
                if (line.RootElement.TryGetProperty("end", out var text))
                    end = (Enum.Parse<JobEnd>(text.GetString()!), line.RootElement.GetProperty("ended").GetDateTimeOffset());
                else if (TestRecord.Read(line.RootElement, byNumber) is var test)
                    tests[test.Number] = test;
            }
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or JsonException)
        {
            throw Unreadable(folder.Tests, failure);
        }

        var start = new JobStart(record.Id, folder.Path, record.Started, record.Tests.Count);
        var last = tests.Count == 0 ? record.Started : tests.Values.Max(test => test.Started + test.Elapsed);
        if (end is null && !IsRunning(folder))
            Complete(tests, record, last);
        return new JobResults(start, end?.Ended ?? last, end?.End ?? JobEnd.Died, [.. tests.Values]);
    }

    private static void Complete(SortedDictionary<int, TestResult> tests, JobRecord record, DateTimeOffset last)
    {
        foreach (var test in record.Tests.Where(test => !tests.ContainsKey(test.Number)))
        {
            tests[test.Number] = new TestResult(test.Number, test.Suite, test.Test, new TestOutcome(TestStatus.Interrupted, "the job died"))
            {
                Name = test.Name,
                Variant = test.Variant,
                Started = last,
            };
        }
    }

    private static IEnumerable<JsonDocument> LinesOf(string path)
    {
        if (!File.Exists(path))
            yield break;
        var content = File.ReadAllBytes(path).AsMemory();
        for (var length = content.Span.IndexOf((byte)'\n'); length >= 0; length = content.Span.IndexOf((byte)'\n'))
        {
            using var line = JsonDocument.Parse(content[..length]);
            content = content[(length + 1)..];
            yield return line;
        }
    }

    private static DiagnosticException Unreadable(string path, Exception failure) => new(Diagnostic.Error(
        JobCodes.UnreadableRecord, $"'{path}' cannot be read: {failure.Message}", "it is damaged, or of a newer Foray; the results beside it can be read without it"), failure);
}
