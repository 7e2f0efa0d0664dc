using System.Text;
using CsCheck;
using Foray.Runners.Tap;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Tests.Tap;

public sealed class TapReportTests
{
    [Theory]
    [InlineData("1..2\nok 1 - a\nok 2 - b\n")]
    [InlineData("TAP version 14\n1..1\nok\n")]
    [InlineData("TAP version 13\nok 1\nok 2\n1..2\n")]
    [InlineData("# a comment\n1..1\nanything else\nok 1 - done # 3 ms\n")]
    [InlineData("1..1\n# Subtest: inner\n    1..2\n    not ok 1 - inner\nok 1 - outer\n")]
    [InlineData("1..1\nok 1 - with yaml\n  ---\n  message: not ok 2\n  ...\n")]
    [InlineData("1..2\nok 1 - run\nok 2 - not run # SKIP no net\n")]
    [InlineData("1..1\nnot ok 1 - later # TODO\n")]
    [InlineData("1..2\r\nok 1\r\nok 2\r\n")]
    [InlineData("pragma +strict\n1..1\nok 1\n")]
    public void What_is_all_right_passes(string tap) => Assert.Equal(new TestOutcome(TestStatus.Pass), Judge(tap));

    [Theory]
    [InlineData("1..3\nok 1\nnot ok 2 - second\nnot ok\n", "2 of 3 failed: 'second', 'test 3'")]
    [InlineData("1..5\nnot ok 1 - a\nnot ok 2 - b\nnot ok 3 - c\nnot ok 4 - d\nok 5\n", "4 of 5 failed: 'a', 'b', 'c', …")]
    [InlineData("1..1\nnot ok 1 - issue \\#7 of a\\\\b # not a directive\n", "1 of 1 failed: 'issue #7 of a\\b # not a directive'")]
    [InlineData("1..1\nnot ok 1 - skipped # SKIP why\n", "1 of 1 failed: 'skipped'")]
    [InlineData("1..1\nnot ok 1 - escaped \\# TODO\n", "1 of 1 failed: 'escaped # TODO'")]
    [InlineData("1..1\nnot ok 1 - a # TODOs are no directive\n", "1 of 1 failed: 'a # TODOs are no directive'")]
    public void What_is_not_ok_fails_and_is_named(string tap, string reason) => Assert.Equal(new TestOutcome(TestStatus.Fail, reason), Judge(tap));

    [Theory]
    [InlineData("", "it printed no TAP: there is neither a plan nor a test")]
    [InlineData("ok 1\nok 2\n", "its plan is missing, behind 2 tests")]
    [InlineData("1..3\nok 1\nnot ok 2\n", "2 of 3 planned tests were run")]
    [InlineData("1..1\nok 1\nok 2\n", "2 of 1 planned tests were run")]
    [InlineData("1..2\nok 1\nok 3\n", "it has a test 3, and its plan ends with 2")]
    [InlineData("1..1\n1..1\nok 1\n", "it has two plans")]
    [InlineData("ok 1\n1..2\nok 2\n", "its plan stands between its tests instead of before or behind them")]
    [InlineData("1..3\nok 1\nBail out! the server \\# 3 is down\nok 2\n", "it bailed out: the server # 3 is down")]
    [InlineData("Bail out!\n", "it bailed out")]
    [InlineData("TAP version 15\n1..1\nok 1\n", "it speaks TAP version 15, and 14 is the newest that is known")]
    [InlineData("1..99999999999999999999999\nok 1\n", "1 of 9223372036854775807 planned tests were run")]
    public void What_is_wrong_as_TAP_is_an_error(string tap, string reason) => Assert.Equal(new TestOutcome(TestStatus.Error, reason), Judge(tap));

    [Fact]
    public void An_error_of_a_program_that_failed_tells_its_exit_code() =>
        Assert.Equal(new TestOutcome(TestStatus.Error, "1 of 2 planned tests were run (ended by signal 6 (SIGABRT))"), Judge("1..2\nok 1\n", 134));

    [Fact]
    public void An_exit_code_fails_what_is_all_ok() => Assert.Equal(new TestOutcome(TestStatus.Fail, "exit code 3, and none of 1 failed"), Judge("1..1\nok 1\n", 3));

    [Theory]
    [InlineData("1..0 # SKIP no compiler\n", "no compiler")]
    [InlineData("1..0 # skipped: no compiler\n", "no compiler")]
    [InlineData("1..0\n", "it has no tests")]
    [InlineData("1..2\nok 1 # SKIP no net\nok 2 # skip no net either\n", "no net")]
    [InlineData("1..1\nok 1 # SKIP\n", "all of its tests are skipped")]
    public void Where_nothing_was_run_it_is_skipped_with_the_reason(string tap, string reason) => Assert.Equal(new TestOutcome(TestStatus.Skip, reason), Judge(tap));

    [Fact]
    public void A_TODO_that_passes_is_a_warning() =>
        Assert.Equal(new TestOutcome(TestStatus.Warn, "1 of 2 passed though marked TODO: 'later'"), Judge("1..2\nok 1\nok 2 - later # TODO one day\n"));

    [Fact]
    public void Names_in_a_reason_are_one_short_line() =>
        Assert.Equal($"1 of 1 failed: '{new string('x', 99)} …'", Judge($"1..1\nnot ok 1 - {new string('x', 99)}\t{new string('y', 50)}\n").Reason);

    [Fact]
    public void Escapes_are_undone() => Gen.String[Gen.Char["ab#\\ TODOSKIP"], 1, 20].Where(name => name.Trim() == name && !name.StartsWith('-') && !char.IsAsciiDigit(name[0])).Sample(name =>
    {
        var escaped = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
        Assert.Equal(new TapPoint(false, 7, name, TapDirective.Skip, name), TapPoint.Parse($"not ok 7 - {escaped} # SKIP {escaped}"));
    });

    [Fact]
    public void Whatever_bytes_there_are_lead_to_an_outcome() => Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.String[Gen.Char["noktTAP vesi1234.#\n\r -\\BailoutSKDO!\t"], 0, 200].Select(Encoding.UTF8.GetBytes)).Sample(bytes =>
    {
        var outcome = JudgeAsync(new MemoryStream(bytes), 0).GetAwaiter().GetResult();
        Assert.NotEqual(TestStatus.Interrupted, outcome.Status);
    });

    private static TestOutcome Judge(string tap, int? exitCode = 0) => JudgeAsync(new MemoryStream(Encoding.UTF8.GetBytes(tap)), exitCode).GetAwaiter().GetResult();

    private static async Task<TestOutcome> JudgeAsync(Stream stream, int? exitCode)
    {
        var report = new TapReport();
        await foreach (var line in LineReader.ReadAsync(stream, TestContext.Current.CancellationToken))
        {
            if (!report.Add(line))
                break;
        }

        return report.Judge(exitCode);
    }
}
