using System.Text;
using CsCheck;
using Foray.Runners.DotNet;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Tests.DotNet;

/// <summary>The samples are what the SDK 10.0.401 printed: xunit.v3 4.0.2, Microsoft.Testing.Platform 2.5, and VSTest 18.7 with NUnit 4.3.</summary>
public sealed class TestSummaryTests
{
    private static readonly string[] Lines =
    [
        "Test run summary: x\n", "  total: 99999999999999999999\n", "failed a (1ms)\n", "=== TEST EXECUTION SUMMARY ===\n", "  a Total: 3\n", "error : x\n", "\e[0m", "  Failed x [1 ms]\n", "Failed!  - Failed: 1, Passed: 1, Skipped: 0, Total: 2\n",
    ];

    [Theory]
    [InlineData("xunit", "2 of 4 failed: 'T.Bad', 'T.Worse(s: \"a (b) [c]\")'")]
    [InlineData("platform", "2 of 4 failed: 'T.Worse(s: \"a (b) [c]\")', 'T.Bad'")]
    [InlineData("platform-dotnet-test", "2 of 4 failed: 'T.Worse(s: \"a (b) [c]\")', 'T.Bad'")]
    [InlineData("vstest", "2 of 4 failed: 'Bad', 'Worse(\"a (b) [c]\")'")]
    public async Task What_each_platform_prints_is_understood(string sample, string reason)
    {
        var summary = await ReadAsync(sample);

        Assert.Equal("4 tests, 2 failed, 1 skipped", summary.Counts);
        Assert.Equal(new TestOutcome(TestStatus.Fail, reason), summary.Judge(1));
        Assert.False(summary.IsRefused);
    }

    [Fact]
    public async Task A_refusal_of_VSTest_is_known() => Assert.True((await ReadAsync("refused")).IsRefused);

    [Fact]
    public async Task A_project_that_does_not_build_is_an_error_with_the_compilers_words() =>
        Assert.Equal(new TestOutcome(TestStatus.Error, "it could not be built or run: CS0103: The name 'z' does not exist in the current context"), (await ReadAsync("build-error")).Judge(1));

    [Theory]
    [InlineData("=== TEST EXECUTION SUMMARY ===\n   a  Total: 3, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0, Time: 0.2s\n", 0, TestStatus.Pass, null)]
    [InlineData("=== TEST EXECUTION SUMMARY ===\n   a  Total: 3, Errors: 0, Failed: 0, Skipped: 3, Not Run: 0, Time: 0.2s\n", 0, TestStatus.Skip, "all of its tests are skipped")]
    [InlineData("=== TEST EXECUTION SUMMARY ===\n   a  Total: 3, Errors: 1, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.2s\n", 1, TestStatus.Fail, "1 of 3 failed")]
    [InlineData("=== TEST EXECUTION SUMMARY ===\n   a  Total: 3, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.2s\n", 3, TestStatus.Fail, "exit code 3, and none of 3 failed")]
    [InlineData("=== TEST EXECUTION SUMMARY ===\n   a  Total: 0\n", 0, TestStatus.Error, "no test was run")]
    [InlineData("Test run summary: Zero tests ran\n  total: 0\n  failed: 0\n", 8, TestStatus.Error, "no test was run")]
    [InlineData("Passed!  - Failed:     0, Passed:     1, Skipped:     0, Total:     1, Duration: 1 ms - a.dll (net10.0)\nFailed!  - Failed:     1, Passed:     1, Skipped:     0, Total:     2, Duration: 1 ms - b.dll (net10.0)\n", 1, TestStatus.Fail, "1 of 3 failed")]
    [InlineData("", 0, TestStatus.Error, "exit code 0, and nothing that it printed tells how many tests ran")]
    [InlineData("", 134, TestStatus.Fail, "ended by signal 6 (SIGABRT) before it told how many tests ran")]
    public void Counts_and_exit_code_decide(string printed, int exitCode, TestStatus status, string? reason) =>
        Assert.Equal(new TestOutcome(status, reason), Read(printed).Judge(exitCode));

    [Fact]
    public void Whatever_is_printed_leads_to_an_outcome() => Gen.OneOf(
        Gen.String[0, 100],
        Gen.Int[0, Lines.Length - 1].Select(index => Lines[index]).Array[0, 8].Select(string.Concat)).Sample(printed =>
            Assert.NotEqual(TestStatus.Interrupted, Read(printed).Judge(0).Status));

    private static TestSummary Read(string printed)
    {
        var summary = new TestSummary();
        foreach (var line in LineReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(printed)), TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken))
            summary.Add(line);
        return summary;
    }

    private static async Task<TestSummary> ReadAsync(string sample)
    {
        using var stream = typeof(TestSummaryTests).Assembly.GetManifestResourceStream($"{sample}.txt") ?? throw new InvalidOperationException($"there is no sample '{sample}'");
        using var reader = new StreamReader(stream);
        return Read(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
