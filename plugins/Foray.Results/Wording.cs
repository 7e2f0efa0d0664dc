using System.Globalization;
using Foray.Sdk.Jobs;
using Foray.Sdk.Results;

namespace Foray.Results;

/// <summary>How results are said to people.</summary>
internal static class Wording
{
    private const int ShortId = 7;

    /// <summary>What a job is called: its id as short as its folder has it.</summary>
    public static string Title(JobStart job) => PlainText.Line($"Job {(job.Id.Length > ShortId ? job.Id[..ShortId] : job.Id)}");

    /// <summary>What a run is called.</summary>
    public static string Title(RunResults run) => PlainText.Line($"{run.Name}, run {run.Run}");

    /// <summary>Whether it passed, and why it ended early where it did.</summary>
    public static string Verdict(JobResults results) => (results.IsSuccess ? "passed" : "failed") + results.End switch
    {
        JobEnd.FailedFast => ", stopped after a failure",
        JobEnd.TimedOut => ", its time was up",
        JobEnd.Interrupted => ", interrupted",
        JobEnd.Died => ", its program died",
        _ => "",
    };

    /// <summary>How many tests there are and how they ended, such as <c>3 tests: 2 passed, 1 failed</c>.</summary>
    public static string Counts(IReadOnlyCollection<TestResult> tests)
    {
        var total = tests.Count == 1 ? "1 test" : string.Create(CultureInfo.InvariantCulture, $"{tests.Count} tests");
        var parts = tests.CountBy(test => test.Outcome.Status).OrderBy(count => count.Key)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {Participle(count.Key)}"));
        return tests.Count == 0 ? "no tests" : $"{total}: {string.Join(", ", parts)}";
    }

    /// <summary>How a test that ended so is called.</summary>
    public static string Participle(TestStatus status) => status switch
    {
        TestStatus.Pass => "passed",
        TestStatus.Warn => "warned",
        TestStatus.Skip => "skipped",
        TestStatus.Cancel => "cancelled",
        TestStatus.Fail => "failed",
        TestStatus.Error => "in error",
        _ => "interrupted",
    };

    /// <summary>A time, such as <c>0.012 s</c>, <c>12.3 s</c>, <c>2 min 5 s</c>, <c>3 h 4 min</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s"),
    };

    /// <summary>A size, such as <c>12.3 MiB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KiB"),
    };

    /// <summary>Names of the tests of these results: with their suite where there are several.</summary>
    public static Func<TestResult, string> Names(JobResults results) =>
        results.Tests.Select(test => test.Suite).Distinct().Skip(1).Any() ? test => $"{test.Suite}/{test.Name}" : test => test.Name;
}
