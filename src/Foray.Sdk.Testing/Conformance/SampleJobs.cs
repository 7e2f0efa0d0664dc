using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Jobs to write the results of.</summary>
internal static class SampleJobs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);

    /// <summary>Two suites, with a test that passed and one that failed; their files are gone.</summary>
    public static JobResults Plain { get; } = Of("/nowhere", [Test(1, "first", "true", TestStatus.Pass), Test(2, "second", "false", TestStatus.Fail)]);

    /// <summary>All that a test may be: every status, not run, unusual numbers, flaky, a variant.</summary>
    public static JobResults WithEveryOutcome { get; } = Of("/nowhere",
    [
        .. Enum.GetValues<TestStatus>().Select((status, index) => Test(index + 1, "all", $"status-{status}", status)),
        new TestResult(8, "all", new Runnable("exec-test", "/bin/true"), new TestOutcome(TestStatus.Skip)) { Name = "not run" },
        Test(9, "other", "numbers", TestStatus.Pass) with { Metrics = new Dictionary<string, double> { ["nan"] = double.NaN, ["inf"] = double.PositiveInfinity, ["max"] = double.MaxValue } },
        Test(10, "other", "flaky", TestStatus.Pass) with { Attempts = 3, IsFlaky = true },
    ]);

    public static JobResults Empty { get; } = Of("/nowhere", []);

    /// <summary>The text wherever a job can hold one, and in the files of its test.</summary>
    public static JobResults WithText(string text, string folder)
    {
        var test = Test(1, $"suite{text}", "text", TestStatus.Fail) with
        {
            Name = $"name{text}",
            Test = new Runnable($"kind{text}", text) { Tags = [$"tag{text}"] },
            Outcome = new TestOutcome(TestStatus.Error, text),
            Machine = $"machine{text}",
            Variant = new Dictionary<string, string> { [$"key{text}"] = text },
            Metrics = new Dictionary<string, double> { [$"metric{text}"] = 1 },
            Whiteboard = text,
        };
        Directory.CreateDirectory(Path.Combine(folder, test.Folder!));
        foreach (var name in (string[])["stdout", "stderr"])
            File.WriteAllBytes(Path.Combine(folder, test.Folder!, name), [.. Encoding.UTF8.GetBytes(text), 0xC3, 0x28, 0xFF]);
        return Of(folder, [test, test with { Number = 2, Suite = "other", Folder = $"test-results/{text}", Outcome = new TestOutcome(TestStatus.Skip, text) }]);
    }

    /// <summary>Tests whose files are not what they should be: a folder, a link to what has no end, a file larger than memory (with nothing on the disk).</summary>
    public static JobResults WithStrangeFiles(string folder)
    {
        var tests = Enumerable.Range(1, 3).Select(number => Test(number, "strange", $"files-{number}", TestStatus.Fail)).ToList();
        foreach (var test in tests)
            Directory.CreateDirectory(Path.Combine(folder, test.Folder!));
        Directory.CreateDirectory(Path.Combine(folder, tests[0].Folder!, "stdout"));
        File.CreateSymbolicLink(Path.Combine(folder, tests[1].Folder!, "stdout"), "/dev/zero");
        using var huge = File.Create(Path.Combine(folder, tests[2].Folder!, "stdout"));
        huge.SetLength(16L << 30);
        return Of(folder, tests);
    }

    private static TestResult Test(int number, string suite, string name, TestStatus status) =>
        new(number, suite, new Runnable("exec-test", $"/bin/{name}") { Tags = ["fast"] }, new TestOutcome(status, status == TestStatus.Pass ? null : "why") { Resources = new ResourceUse(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25), 5_000_000) })
        {
            Name = name,
            Started = Start,
            Elapsed = TimeSpan.FromSeconds(1.5),
            Attempts = 1,
            Machine = "local",
            Folder = $"test-results/{number}-{name}",
            Variant = new Dictionary<string, string> { ["n"] = "1" },
            Metrics = new Dictionary<string, double> { ["loss"] = 0.1 },
        };

    private static JobResults Of(string folder, IReadOnlyList<TestResult> tests) =>
        new(new JobStart(new string('a', 40), folder, Start, tests.Count), Start.AddSeconds(10), JobEnd.Completed, tests);
}
