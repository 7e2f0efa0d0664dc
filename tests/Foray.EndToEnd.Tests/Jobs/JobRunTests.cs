using System.Text.RegularExpressions;

namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>What people who know such jobs expect of one.</summary>
public sealed partial class JobRunTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Tests_that_pass_and_fail_are_told_with_the_end_of_their_output_and_where_the_files_are()
    {
        _folder.Script("good", "echo fine");
        _folder.Script("bad", "echo 'something is wrong here' >&2; exit 3");

        var result = await _folder.ForayAsync("job", "run", "./good", "./bad");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Matches(@"FAIL +2-\./bad \([\d.]+ s\): exit code 3\n  \| something is wrong here\n", result.Output);
        Assert.Contains("2 tests: 1 passed, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"files: job-results/job-[\dT.-]+-[0-9a-f]{7}\n", result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task The_folder_of_a_job_holds_what_everybody_looks_for()
    {
        _folder.Script("good", "echo out; echo err >&2");

        await _folder.ForayAsync("job", "run", "./good");

        var id = File.ReadAllText(_folder.Latest("id")).Trim();
        Assert.Matches("^[0-9a-f]{40}$", id);
        Assert.EndsWith(id[..7], new FileInfo(_folder.Of("job-results", "latest")).LinkTarget!, StringComparison.Ordinal);
        Assert.Equal("out\n", File.ReadAllText(_folder.Latest("test-results", "1-._good", "stdout")));
        Assert.Equal("err\n", File.ReadAllText(_folder.Latest("test-results", "by-status", "PASS", "1-._good", "stderr")));
        Assert.Contains("status: PASS", File.ReadAllText(_folder.Latest("test-results", "1-._good", "debug.log")), StringComparison.Ordinal);
        foreach (var path in new[] { "job.log", "results.json", "results.xml", "results.tap", "jobdata/job.json", "jobdata/tests.jsonl", "sysinfo/pre/meminfo", "sysinfo/post/loadavg" })
            Assert.True(new FileInfo(_folder.Latest(path)).Length > 0, path);
    }

    [Fact]
    public async Task Fail_fast_lists_the_tests_that_were_not_run()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "/bin/false", "/bin/true", "/bin/true", "--fail-fast", "--parallel", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["PASS", "FAIL", "SKIP", "SKIP"], _folder.Results().Statuses());
        Assert.Equal((4, 1, 1, 2), (_folder.Results().Number("total"), _folder.Results().Number("pass"), _folder.Results().Number("failures"), _folder.Results().Number("skip")));
    }

    [Fact]
    public async Task The_jobs_time_interrupts_what_runs_and_says_so()
    {
        _folder.Script("slow", "exec sleep 1000");

        var result = await _folder.ForayAsync("job", "run", "./slow", "/bin/true", "--timeout", "1s", "--parallel", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["INTERRUPTED", "SKIP"], _folder.Results().Statuses());
        Assert.Contains("the job's time of 1s was up", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_takes_too_long_is_interrupted_and_the_others_go_on()
    {
        _folder.Script("slow", "exec sleep 1000");

        var result = await _folder.ForayAsync("job", "run", "./slow", "/bin/true", "--test-timeout", "3s", "--parallel", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["INTERRUPTED", "PASS"], _folder.Results().Statuses());
        Assert.Contains("it took longer than 3s", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_output_is_pure_JSON_where_it_was_asked_for()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "/bin/false", "--json", "-");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["PASS", "FAIL"], JobFiles.Parse(result.Output).Statuses());
        Assert.Contains("2 tests: 1 passed, 1 failed", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json - and --xunit -", "--json", "-", "--xunit", "-")]
    [InlineData("--json - and --tap -", "--json", "-", "--tap", "-")]
    [InlineData("--json - and --format json", "--json", "-", "--format", "json")]
    public async Task Two_results_on_standard_output_are_refused_and_both_are_named(string both, params string[] options)
    {
        var result = await _folder.ForayAsync(["job", "run", "/bin/true", .. options]);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("'stdout' is claimed by", result.Error, StringComparison.Ordinal);
        Assert.All(both.Split(" and "), name => Assert.Contains(name, result.Error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.Of("job-results")));
    }

    [Fact]
    public async Task A_file_and_the_command_line_cannot_both_have_standard_output()
    {
        _folder.Write("job.yml", "suites:\n  - name: quick\n    tests: [/bin/true]\nresults:\n  - format: json\n    path: '-'\n");

        var result = await _folder.ForayAsync("job", "run", "--job", "job.yml", "--xunit", "-");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("job.yml:5:5", result.Error, StringComparison.Ordinal);
        Assert.Contains("--xunit -", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("job-results")));
    }

    [Fact]
    public async Task A_reference_that_leads_to_nothing_is_an_error_and_nothing_is_written()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "./no-such-thing", "./nor-this", "--json", "out.json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY201", result.Error, StringComparison.Ordinal);
        Assert.Contains("'./no-such-thing'", result.Error, StringComparison.Ordinal);
        Assert.Contains("'./nor-this'", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_file_for_results_that_cannot_be_written_is_told_before_anything_runs()
    {
        _folder.Script("trace", "touch ran");

        var result = await _folder.ForayAsync("job", "run", "./trace", "--xunit", "no/such/folder/results.xml");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("FORAY379", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("ran")));
    }

    [Fact]
    public async Task Missing_references_are_passed_over_where_that_was_asked_for()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "./no-such-thing", "--ignore-missing-references");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("warning FORAY201", result.Error, StringComparison.Ordinal);
        Assert.Equal(["PASS"], _folder.Results().Statuses());
    }

    [Fact]
    public async Task No_reference_at_all_is_wrong_usage()
    {
        var result = await _folder.ForayAsync("job", "run");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY200", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_runs_nothing_and_deletes_nothing()
    {
        _folder.Script("trace", "touch ran");
        _folder.Write("job-results/mine.txt", "kept");
        _folder.Write("job-results/latest/also-mine.txt", "kept");

        _folder.Write("around.recipe.yml", "kind: exec-test\nuri: ./trace\nset_up: touch ran\ntear_down: touch ran\nrequirements: [{ command: no-such-command-here }]\n");

        var result = await _folder.ForayAsync("job", "run", "./trace", "around.recipe.yml", "--dry-run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["CANCEL", "CANCEL"], _folder.Newest().Statuses());
        Assert.False(File.Exists(_folder.Of("ran")));
        Assert.Equal("kept", File.ReadAllText(_folder.Of("job-results", "mine.txt")));
        Assert.Equal("kept", File.ReadAllText(_folder.Of("job-results", "latest", "also-mine.txt")));
        Assert.Contains("2 tests: 2 cancelled", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_and_folders_of_jobs_that_run_at_once_never_clash()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _folder.ForayAsync("job", "run", "/bin/true")));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.ToString()));
        var folders = Directory.GetDirectories(_folder.Of("job-results"), "job-*");
        Assert.Equal(4, folders.Length);
        Assert.Equal(4, folders.Select(folder => File.ReadAllText(Path.Combine(folder, "id"))).Distinct().Count());
    }

    [Fact]
    public async Task Long_names_are_shortened_and_their_numbers_kept()
    {
        var name = string.Concat(Enumerable.Repeat("folder/", 60)) + "the-end-of-it";
        _folder.Script(name, "true");

        var result = await _folder.ForayAsync("job", "run", name);

        Assert.True(result.ExitCode == 0, result.ToString());
        var folder = Path.GetFileName(Directory.GetDirectories(_folder.Latest("test-results")).Single(path => Path.GetFileName(path) != "by-status"));
        Assert.StartsWith("1-", folder, StringComparison.Ordinal);
        Assert.EndsWith("the-end-of-it", folder, StringComparison.Ordinal);
        Assert.True(folder.Length <= 255);
    }

    [Fact]
    public async Task Outputs_of_64_KiB_and_of_1_MiB_arrive_intact()
    {
        _folder.Script("small", "head -c 65536 /dev/zero | tr '\\0' a");
        _folder.Script("large", "head -c 1048576 /dev/zero | tr '\\0' b; head -c 1048576 /dev/zero | tr '\\0' c >&2");

        var result = await _folder.ForayAsync("job", "run", "./small", "./large");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(new string('a', 65536), File.ReadAllText(_folder.Latest("test-results", "1-._small", "stdout")));
        Assert.Equal(new string('b', 1048576), File.ReadAllText(_folder.Latest("test-results", "2-._large", "stdout")));
        Assert.Equal(new string('c', 1048576), File.ReadAllText(_folder.Latest("test-results", "2-._large", "stderr")));
    }

    [Fact]
    public async Task A_test_that_fails_and_then_passes_is_flaky()
    {
        _folder.Script("flaky", "echo \"attempt $(ls | grep -c seen-)\"; [ -e seen-1 ] && exit 0; touch seen-1; exit 1");

        var result = await _folder.ForayAsync("job", "run", "./flaky", "--retries", "2");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("1 of them flaky", result.Output, StringComparison.Ordinal);
        Assert.Equal(("True", "2"), (_folder.Results().Texts("flaky")[0], _folder.Results().Texts("attempts")[0]));
        Assert.Equal("attempt 0\n", File.ReadAllText(_folder.Latest("test-results", "1-._flaky", "attempt-1", "stdout")));
        Assert.Equal("attempt 1\n", File.ReadAllText(_folder.Latest("test-results", "1-._flaky", "stdout")));
    }

    [Fact]
    public async Task Each_test_is_run_in_every_variant()
    {
        _folder.Script("show", "echo \"$tool $level\"");

        var result = await _folder.ForayAsync("job", "run", "./show", "--variant", "tool=gzip,xz", "--variant", "level=1,9", "--parallel", "1");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["./show;tool=gzip,level=1", "./show;tool=gzip,level=9", "./show;tool=xz,level=1", "./show;tool=xz,level=9"], _folder.Results().Texts("name"));
        Assert.Equal("xz 1\n", File.ReadAllText(_folder.Latest("test-results", "3-._show_tool=xz,level=1", "stdout")));
    }

    [Fact]
    public async Task What_a_test_needs_and_lacks_is_the_reason_for_skipping_it()
    {
        _folder.Script("test", "true");
        _folder.Write("needs.recipe.yml", """
            kind: exec-test
            uri: ./test
            requirements:
              - command: no-such-command-here
              - command: sh
              - file: no-such-file
              - package: no-such-package
              - variable: NO_SUCH_VARIABLE
            """);

        var result = await _folder.ForayAsync("job", "run", "needs.recipe.yml");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["SKIP"], _folder.Results().Statuses());
        Assert.Equal("missing where it runs: command 'no-such-command-here', file 'no-such-file', package 'no-such-package', variable 'NO_SUCH_VARIABLE'", _folder.Results().Texts("fail_reason")[0]);
    }

    [Fact]
    public async Task Set_up_and_tear_down_surround_a_test_whatever_comes_of_it()
    {
        _folder.Script("test", "echo test >>trace; exit 1");
        _folder.Write("test.recipe.yml", "kind: exec-test\nuri: ./test\nset_up: echo before >>trace\ntear_down: echo after >>trace\n");

        await _folder.ForayAsync("job", "run", "test.recipe.yml");

        Assert.Equal("before\ntest\nafter\n", File.ReadAllText(_folder.Of("trace")));
        Assert.Equal(["FAIL"], _folder.Results().Statuses());
    }

    [Fact]
    public async Task A_tear_down_is_killed_when_its_grace_period_is_over()
    {
        _folder.Script("test", "true");
        _folder.Write("test.recipe.yml", "kind: exec-test\nuri: ./test\ntear_down: echo begun >began; trap '' TERM; sleep 1000\n");

        var result = await _folder.ForayAsync("job", "run", "test.recipe.yml", "--grace", "3s");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.True(File.Exists(_folder.Of("began")));
        Assert.Equal(["ERROR"], _folder.Results().Statuses());
        Assert.Contains("its tear-down took longer than 3s and was killed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suites_of_a_file_inherit_and_override_what_the_job_says()
    {
        _folder.Script("slow", "sleep 1000");
        _folder.Script("show", "echo \"$who\"");
        _folder.Write("job.yml", """
            test_timeout: 3s
            environment: { who: job }
            parallel: 1
            suites:
              - name: inherits
                tests: [./slow, ./show]
              - name: overrides
                tests: [./show]
                test_timeout: 1h
                environment: { who: suite }
            """);

        var result = await _folder.ForayAsync("job", "run", "--job", "job.yml");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["INTERRUPTED", "PASS", "PASS"], _folder.Results().Statuses());
        Assert.Equal("job\n", File.ReadAllText(_folder.Latest("test-results", "2-._show", "stdout")));
        Assert.Equal("suite\n", File.ReadAllText(_folder.Latest("test-results", "3-._show", "stdout")));
        Assert.Equal(["inherits", "inherits", "overrides"], _folder.Results().Texts("suite"));
    }

    [Fact]
    public async Task Suites_of_one_name_are_refused()
    {
        _folder.Write("job.yml", "suites:\n  - { name: same, tests: [/bin/true] }\n  - { name: same, tests: [/bin/true] }\n");

        var result = await _folder.ForayAsync("job", "run", "--job", "job.yml");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY202", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_jobs_file_is_told_at_once()
    {
        _folder.Write("job.yml", "timeout: soon\nparalel: 2\nsuites:\n  - name: a\n    retries: -1\n");

        var result = await _folder.ForayAsync("job", "run", "--job", "job.yml");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("job.yml:1:10", result.Error, StringComparison.Ordinal);
        Assert.Contains("'parallel'", result.Error, StringComparison.Ordinal);
        Assert.Contains("job.yml:5:14", result.Error, StringComparison.Ordinal);
        Assert.Contains("'tests'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(StackTracePattern(), result.Error);
    }

    [Fact]
    public async Task Each_format_can_be_written_to_several_places()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "--json", "a.json", "--json", "b.json", "--tap", "a.tap", "--html", "a.html", "--markdown", "a.md", "--result", "junit=a.xml");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(File.ReadAllText(_folder.Of("a.json")), File.ReadAllText(_folder.Of("b.json")));
        Assert.All(["a.tap", "a.html", "a.md", "a.xml"], name => Assert.True(new FileInfo(_folder.Of(name)).Length > 0, name));
    }

    [Fact]
    public async Task One_file_for_two_formats_is_refused()
    {
        var result = await _folder.ForayAsync("job", "run", "/bin/true", "--json", "out", "--xunit", "./out");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("--json out", result.Error, StringComparison.Ordinal);
        Assert.Contains("--xunit ./out", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_names_what_comes_first_and_unknown_names_in_it_are_told()
    {
        _folder.Script("x.t", "echo 1..0");
        _folder.Write("foray.yml", "plugins:\n  order:\n    resolver: [tap, no-such-resolver]\n");

        var result = await _folder.ForayAsync("job", "run", "./x.t");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("no-such-resolver", result.Error, StringComparison.Ordinal);
        Assert.Equal(["SKIP"], _folder.Results().Statuses());
    }

    [Fact]
    public async Task Annotations_mark_what_did_not_pass()
    {
        _folder.Script("bad", "exit 1");

        var result = await _folder.ForayAsync("job", "run", "./bad", "/bin/true", "--annotations", "github");

        Assert.Contains("::error file=./bad,title=FAIL 1-./bad::exit code 1\n", result.Output, StringComparison.Ordinal);
        Assert.Single(result.Output.Split('\n'), line => line.StartsWith("::", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^   at ", RegexOptions.Multiline)]
    private static partial Regex StackTracePattern();
}
