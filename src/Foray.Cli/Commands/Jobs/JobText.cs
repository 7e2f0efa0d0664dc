using System.Globalization;
using Foray.Sdk.Jobs;
using Foray.Storage;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Jobs for people.</summary>
internal static class JobText
{
    private const int SlowestShown = 5;

    /// <summary>A test is worth a line among the slowest from here on.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    public static string StatusOf(TestStatus status) => status.ToString().ToUpperInvariant();

    public static string EndOf(JobEnd end) => end switch
    {
        JobEnd.Completed => "completed",
        JobEnd.FailedFast => "stopped after a failure",
        JobEnd.TimedOut => "out of time",
        JobEnd.Interrupted => "interrupted",
        _ => "died",
    };

    /// <summary>Such as <c>3 tests: 2 passed, 1 failed</c>.</summary>
    public static string Counts(JobResults results)
    {
        var parts = Enum.GetValues<TestStatus>().Select(status => (Count: results.Count(status), Word: WordOf(status))).Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Word}"));
        var flaky = results.Tests.Count(test => test.IsFlaky);
        var counts = string.Create(CultureInfo.InvariantCulture, $"{results.Start.Total} {(results.Start.Total == 1 ? "test" : "tests")}: {string.Join(", ", parts)}");
        return flaky == 0 ? counts : string.Create(CultureInfo.InvariantCulture, $"{counts}, {flaky} of them flaky");
    }

    /// <summary>A line for a test.</summary>
    public static string LineOf(TestResult test)
    {
        var time = test.Attempts > 0 ? $" ({Seconds(test.Elapsed)} s)" : "";
        var attempts = test.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", {(test.IsFlaky ? "flaky, " : "")}{test.Attempts} attempts") : "";
        return Clean($"{StatusOf(test.Outcome.Status),-11} {test.Id}{time}{(test.Outcome.Reason is { } reason ? $": {reason}" : "")}{attempts}");
    }

    /// <summary>What a person wants to know when a job has ended: failures with the end of their output, the slowest tests, where the files are.</summary>
    public static void Write(TextWriter output, JobResults results, bool isRunning, bool all)
    {
        foreach (var test in results.Tests.Where(test => all && test.Outcome.IsSuccess))
            output.WriteLine(LineOf(test));
        foreach (var test in results.Tests.Where(test => !test.Outcome.IsSuccess))
        {
            output.WriteLine(LineOf(test));
            foreach (var line in TestOutput.EndOf(results.Start.Folder, test))
                output.WriteLine($"  | {line}");
        }

        WriteSlowest(output, results);
        output.WriteLine(isRunning
            ? $"job {results.Start.Id[..7]} runs; so far: {Counts(results)}"
            : $"job {results.Start.Id[..7]} {EndOf(results.End)} in {Seconds(results.Ended - results.Start.Started)} s; {Counts(results)}");
        output.WriteLine($"files: {Shorten(results.Start.Folder)}");
    }

    /// <summary>All that is known of a test, with all of its output.</summary>
    public static void WriteTest(TextWriter output, JobResults results, TestResult test)
    {
        output.WriteLine(LineOf(test));
        if (test.Folder is null)
            return;
        foreach (var name in new[] { "debug.log", "stdout", "stderr" })
        {
            var path = Path.Combine(results.Start.Folder, test.Folder, name);
            if (!File.Exists(path) || !RegularFile.Is(path) || new FileInfo(path) is { LinkTarget: not null } or { Length: 0 })
                continue;
            output.WriteLine($"--- {Shorten(path)}");
            using var file = new StreamReader(path);
            while (file.ReadLine() is { } line)
                output.WriteLine(Clean(line));
        }
    }

    /// <summary>Text without what a terminal would obey.</summary>
    public static string Clean(string text) => text.Any(IsControl) ? new string([.. text.Select(character => IsControl(character) ? '\uFFFD' : character)]) : text;

    /// <summary>A path as it is shortest to type from here.</summary>
    public static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static void WriteSlowest(TextWriter output, JobResults results)
    {
        var slowest = results.Tests.Where(test => test.Attempts > 0 && test.Elapsed >= Slow).OrderByDescending(test => test.Elapsed).Take(SlowestShown).ToList();
        if (slowest.Count == 0)
            return;
        output.WriteLine("slowest:");
        foreach (var test in slowest)
            output.WriteLine($"  {Seconds(test.Elapsed),9} s  {Clean(test.Id)}");
    }

    private static bool IsControl(char character) => char.IsControl(character) && character != '\t';

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string WordOf(TestStatus status) => status switch
    {
        TestStatus.Pass => "passed",
        TestStatus.Warn => "passed with a warning",
        TestStatus.Skip => "skipped",
        TestStatus.Cancel => "cancelled",
        TestStatus.Fail => "failed",
        TestStatus.Error => "wrong themselves",
        _ => "interrupted",
    };
}
