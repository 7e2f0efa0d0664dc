using CsCheck;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Results;
using TestResult = Foray.Sdk.Jobs.TestResult;

namespace Foray.Results.Tests;

/// <summary>Results of jobs to write, chosen and arbitrary.</summary>
internal static class SomeJob
{
    public const string Id = "0123456789abcdef0123456789abcdef01234567";

    private static readonly Gen<TestResult> Test =
        from name in Some.Text
        from suite in Gen.OneOf(Gen.Const("one"), Some.Text)
        from status in Gen.Enum<TestStatus>()
        from reason in Some.Text
        from folder in Some.Text
        from variant in Gen.Dictionary(Some.Text, Some.Text)[0, 2]
        from seconds in Gen.Double[0, 100_000]
        from attempts in Gen.Int[0, 3]
        select new TestResult(1, suite, new Runnable(name, reason) { Tags = [suite] }, new TestOutcome(status, reason.Length == 0 ? null : reason))
        {
            Name = name,
            Variant = variant,
            Started = Some.Start,
            Elapsed = TimeSpan.FromSeconds(seconds),
            Attempts = attempts,
            IsFlaky = attempts > 1,
            Machine = suite,
            Folder = folder.Length == 0 ? null : folder,
            Metrics = new Dictionary<string, double> { [name] = seconds },
            Whiteboard = reason,
        };

    /// <summary>Any results.</summary>
    public static readonly Gen<JobResults> Any =
        from tests in Test.List[0, 5]
        from end in Gen.Enum<JobEnd>()
        select Of([.. tests.Select((test, index) => test with { Number = index + 1 })]) with { End = end };

    /// <summary>One test of each status, in one suite.</summary>
    public static JobResults Mixed { get; } = Of([.. Enum.GetValues<TestStatus>().Select((status, index) =>
        One(index + 1, $"{status}".ToLowerInvariant(), status, status == TestStatus.Pass ? null : $"why {status}".ToLowerInvariant()))]);

    public static JobResults Of(IReadOnlyList<TestResult> tests, string folder = "/nowhere") =>
        new(new JobStart(Id, folder, Some.Start, tests.Count), Some.Start.AddSeconds(12.5), JobEnd.Completed, tests);

    public static TestResult One(int number, string name, TestStatus status, string? reason = null, string suite = "unit") =>
        new(number, suite, new Runnable("exec-test", $"/bin/{name}") { Tags = ["fast"] }, new TestOutcome(status, reason) { Resources = new ResourceUse(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25), 5 << 20) })
        {
            Name = name,
            Started = Some.Start.AddSeconds(1),
            Elapsed = TimeSpan.FromSeconds(0.1234 * number),
            Attempts = 1,
            Machine = "local",
            Folder = $"test-results/{number}-{name}",
        };

    /// <summary>Many tests, a tenth of which did not pass.</summary>
    public static JobResults Many(int count, string folder = "/nowhere") => Of(
        [.. Enumerable.Range(1, count).Select(number => One(number, $"test-{number}", number % 10 == 0 ? TestStatus.Fail : TestStatus.Pass, number % 10 == 0 ? "exit code 1" : null))], folder);

    public static async Task<byte[]> WriteAsync(this IJobResultWriter writer, JobResults results)
    {
        using var target = new MemoryStream();
        await writer.WriteAsync(results, target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }

    public static async Task<string> WriteTextAsync(this IJobResultWriter writer, JobResults results) =>
        System.Text.Encoding.UTF8.GetString(await writer.WriteAsync(results));

    /// <summary>Puts what a test wrote into its folder.</summary>
    public static void WriteOutput(string folder, TestResult test, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(folder, test.Folder!));
        File.WriteAllBytes(Path.Combine(folder, test.Folder!, name), bytes);
    }
}
