using System.Diagnostics;
using System.Text;
using CsCheck;
using Foray.Results.Tap;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Results.Tests;

public class TapResultsTests
{
    [Fact]
    public async Task A_job_is_one_list_with_one_plan()
    {
        Assert.Equal(
            """
            TAP version 14
            ok 1 - pass
            ok 2 - warn
              ---
              message: "why warn"
              severity: WARN
              duration_ms: 246.8
              files: "test-results/2-warn"
              ...
            ok 3 - skip # SKIP why skip
            ok 4 - cancel # SKIP why cancel
            not ok 5 - fail
              ---
              message: "why fail"
              severity: FAIL
              duration_ms: 617
              files: "test-results/5-fail"
              ...
            not ok 6 - error
              ---
              message: "why error"
              severity: ERROR
              duration_ms: 740.4
              files: "test-results/6-error"
              ...
            not ok 7 - interrupted
              ---
              message: "why interrupted"
              severity: INTERRUPTED
              duration_ms: 863.8
              files: "test-results/7-interrupted"
              ...
            1..7

            """,
            await new TapResults().WriteTextAsync(SomeJob.Mixed));
    }

    [Fact]
    public async Task Names_have_their_suite_where_there_are_several()
    {
        var results = SomeJob.Of([SomeJob.One(1, "a", TestStatus.Pass), SomeJob.One(2, "a", TestStatus.Pass, suite: "other")]);
        Assert.Equal(["unit/a", "other/a"], TapReader.Read(await new TapResults().WriteTextAsync(results)).Tests.Select(test => test.Description));
    }

    [Theory]
    [InlineData(@"a # SKIP b \# c \", @"a # SKIP b \# c \")]
    [InlineData("not ok 1\nok 2\r\n1..9", "not ok 1 ok 2  1..9")]
    [InlineData("\u001b[31mred\u001b[0m\0", "red\uFFFD")]
    [InlineData("12 # TODO", "12 # TODO")]
    public async Task A_name_is_read_back_and_never_a_directive_or_a_line(string name, string read)
    {
        var text = await new TapResults().WriteTextAsync(SomeJob.Of([SomeJob.One(1, "x", TestStatus.Pass) with { Name = name }]));
        var test = TapReader.Read(text).Tests.Single();
        Assert.Equal((true, read, null), (test.IsOk, test.Description, test.Skip));
    }

    [Fact]
    public async Task A_job_without_tests_says_so() =>
        Assert.Equal("TAP version 14\n1..0 # SKIP there are no tests\n", await new TapResults().WriteTextAsync(SomeJob.Of([])));

    [Fact]
    public async Task A_job_that_ended_early_says_why() =>
        Assert.Equal(["The job failed, its time was up"], TapReader.Read(await new TapResults().WriteTextAsync(SomeJob.Mixed with { End = JobEnd.TimedOut })).Comments);

    [Fact]
    public async Task While_the_job_runs_each_test_is_readable_when_it_has_ended_and_the_plan_comes_last()
    {
        using var target = new MemoryStream();
        var results = SomeJob.Of([SomeJob.One(1, "slow", TestStatus.Pass), SomeJob.One(2, "quick", TestStatus.Fail, "why"), SomeJob.One(3, "far", TestStatus.Pass, suite: "other")]);
        var live = new TapResults().Begin(results.Start, target)!;
        foreach (var (index, ended) in new[] { 1, 2, 0 }.Index())
        {
            await live.AddAsync(results.Tests[ended], TestContext.Current.CancellationToken);
            Assert.Equal((index + 1, null), (Read().Tests.Count, Read().Plan));
        }

        await live.EndAsync(results, TestContext.Current.CancellationToken);
        Assert.Equal(["quick", "other/far", "slow"], Read().Tests.Select(test => test.Description));
        Assert.Equal(3, Read().Plan);

        TapReader Read() => TapReader.Read(Encoding.UTF8.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_run_is_written_as_a_job()
    {
        var failed = new RowOutcome(RowStatus.TimedOut) { Message = "too long", Scripts = [new ScriptResult("pack", RowStatus.TimedOut, 143, Some.Start, TimeSpan.Zero)] };
        var tests = TapReader.Read(Encoding.UTF8.GetString(await new TapResults().WriteAsync(Some.Of(
            [Some.Row(new RowOutcome(RowStatus.Passed)), Some.Row(failed, name: "n=2"), Some.Row(new RowOutcome(RowStatus.Skipped) { Message = "not run" }, "other", machine: null)])))).Tests;
        Assert.Equal(["speed/n=1 on a", "speed/n=2 on a", "other/n=1"], tests.Select(test => test.Description));
        Assert.Equal([true, false, true], tests.Select(test => test.IsOk));
        Assert.Equal("not run", tests[2].Skip);
        Assert.Equal(("too long", "../../runs/run-0/x/pack"), (tests[1].Diagnostic["message"], tests[1].Diagnostic["files"]));
    }

    [Fact]
    public void Any_job_is_read_back() => SomeJob.Any.Sample(results =>
    {
        var read = TapReader.Read(new TapResults().WriteTextAsync(results).GetAwaiter().GetResult());
        var name = Wording.Names(results);
        Assert.Equal(results.Tests.Count, read.Plan);
        foreach (var (test, line) in results.Tests.Zip(read.Tests))
        {
            Assert.Equal((test.Outcome.IsSuccess, PlainText.Line(Some.InUtf8(name(test)))), (line.IsOk, line.Description));
            Assert.Equal(test.Outcome.Status is TestStatus.Skip or TestStatus.Cancel, line.Skip is not null);
            if (line.Diagnostic.Count > 0)
                Assert.Equal(test.Outcome.Reason is { } reason ? PlainText.Of(reason) : null, line.Diagnostic.GetValueOrDefault("message"));
        }
    });

    [Fact]
    public void Any_run_is_read_back() => Some.Results.Sample(results =>
    {
        var read = TapReader.Read(Encoding.UTF8.GetString(new TapResults().WriteAsync(results).GetAwaiter().GetResult()));
        Assert.Equal(results.Cases.Select(row => row.Outcome.Status is RowStatus.Passed or RowStatus.Skipped), read.Tests.Select(test => test.IsOk));
    });

    [Fact]
    public void Perl_reads_any_job_without_a_complaint() => SomeJob.Any.Sample(
        results =>
        {
            Assert.SkipUnless(File.Exists("/usr/bin/perl"), "perl is not installed");
            var text = new TapResults().WriteTextAsync(results).GetAwaiter().GetResult();
            Assert.Equal(Expected(results), Perl(text));
        },
        iter: 50);

    private static string Expected(JobResults results) => string.Concat(results.Tests.Select((test, index) =>
        $"{index + 1} {(test.Outcome.IsSuccess ? "ok" : "not ok")} {(test.Outcome.Status is TestStatus.Skip or TestStatus.Cancel ? "SKIP" : "")}\n"));

    /// <summary>What Perl's own reader finds: a line for each test, and its complaints. It knows version 13, which writes these lines the same way.</summary>
    private static string Perl(string tap)
    {
        const string Script = """
            use TAP::Parser; local $/; my $parser = TAP::Parser->new({ tap => <STDIN> });
            while (my $line = $parser->next) { print $line->number, " ", ($line->is_actual_ok ? "ok" : "not ok"), " ", $line->directive, "\n" if $line->is_test; print "unknown: ", $line->raw if $line->is_unknown; }
            print map { "$_\n" } $parser->parse_errors;
            """;
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/perl", ["-e", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) })!;
        process.StandardInput.Write(tap.Replace("TAP version 14", "TAP version 13", StringComparison.Ordinal));
        process.StandardInput.Close();
        var found = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return found;
    }
}
