using System.Diagnostics;

namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>Plugins that fail, tests that misbehave, and jobs that are stopped.</summary>
public sealed class JobTroubleTests : IAsyncLifetime
{
    private static readonly string Trouble = FixturePackage.Built("Foray.Fixtures.Trouble");

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("stillborn")]
    [InlineData("stumbler")]
    [InlineData("live-stumbler")]
    public async Task A_format_that_fails_keeps_nothing_from_the_others_and_shows_in_the_exit_code(string format)
    {
        var result = await RunAsync(null, "/bin/true", "--result", $"{format}=x.txt", "--xunit", "out.xml");

        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Contains($"'{format}'", result.Error, StringComparison.Ordinal);
        Assert.Contains("Foray.Fixtures.Trouble", result.Error, StringComparison.Ordinal);
        Assert.Equal(["PASS"], _folder.Results().Statuses());
        Assert.Contains("<testcase", File.ReadAllText(_folder.Of("out.xml")), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_fails_keeps_nothing_from_the_results_and_shows_in_the_exit_code()
    {
        var result = await RunAsync("hook", "/bin/true", "/bin/true");

        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Contains("the hook stumbled", result.Error, StringComparison.Ordinal);
        Assert.Equal(["PASS", "PASS"], _folder.Results().Statuses());
    }

    [Fact]
    public async Task A_resolver_that_fails_does_not_stop_the_chain()
    {
        var result = await RunAsync("resolver", "/bin/true");

        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Contains("the resolver stumbled", result.Error, StringComparison.Ordinal);
        Assert.Equal(["PASS"], _folder.Results().Statuses());
    }

    [Fact]
    public async Task A_runner_that_fails_is_the_error_of_its_test_alone()
    {
        _folder.Write("crash.recipe.yml", "kind: crash\nuri: anything\n");

        var result = await RunAsync(null, "crash.recipe.yml", "/bin/true");

        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Equal(["ERROR", "PASS"], _folder.Results().Statuses());
        Assert.Contains("the runner crashed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_knows_no_jobs_is_refused()
    {
        var result = await RunAsync(null, "/bin/true", "--result", "old-format=x");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY207", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runner_that_is_not_there_is_told_before_anything_runs()
    {
        _folder.Write("strange.recipe.yml", "kind: exec-tests\nuri: /bin/true\n");

        var result = await _folder.ForayAsync("job", "run", "strange.recipe.yml");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("exec-test", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("job-results")));
    }

    [Fact]
    public async Task A_disabled_plugin_is_never_made()
    {
        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["TROUBLE"] = "hook", ["FORAY_PLUGINS_DISABLE"] = "job_hook/trouble" },
            "--plugin", Trouble, "job", "run", "/bin/true");

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Hooks_have_their_turn_in_the_phases_of_a_job()
    {
        var witness = _folder.Of("witness.txt");
        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["WITNESS"] = witness },
            "--plugin", Trouble, "job", "run", "/bin/true", "/bin/false", "--parallel", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(
            ["pre", "pre_tests", "started 1", "ended 1 Pass", "started 2", "ended 2 Fail", "post_tests, results not there", "post, results there"],
            File.ReadAllLines(witness));
    }

    [Fact]
    public async Task A_test_that_prints_what_breaks_formats_leaves_valid_results()
    {
        _folder.Script("hostile", @"printf ']]>\0\377\376\033[31m<script>alert(1)</script>&\n' >&2; printf ']]>\0'; exit 1");

        var result = await _folder.ForayAsync("job", "run", "./hostile", "--html", "out.html", "--markdown", "out.md");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["FAIL"], _folder.Results().Statuses());
        var xml = System.Xml.Linq.XDocument.Load(_folder.Latest("results.xml"));
        Assert.Single(xml.Descendants("failure"));
        Assert.DoesNotContain("<script>alert", File.ReadAllText(_folder.Of("out.html")), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Contains("not ok 1", File.ReadAllText(_folder.Latest("results.tap")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_prints_100_MB_does_not_take_memory()
    {
        _folder.Script("flood", "head -c 100000000 /dev/zero; exit 1");

        var result = await _folder.ForayAsync("job", "run", "./flood");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(100_000_000, new FileInfo(_folder.Latest("test-results", "1-._flood", "stdout")).Length);
        Assert.True(new FileInfo(_folder.Latest("results.xml")).Length < 100_000);
    }

    [Fact]
    public async Task A_test_that_puts_pipes_in_the_place_of_its_files_holds_nothing_up()
    {
        _folder.Script("piper", "d=$(dirname \"$FORAY_METRICS\"); rm -f \"$d/stderr\" \"$d/stdout\"; mkfifo \"$d/stderr\" \"$d/metrics\"; ln -s /etc/passwd \"$d/stdout\"; exit 1");

        var result = await _folder.ForayAsync("job", "run", "./piper");
        var shown = await _folder.ForayAsync("job", "show", "latest", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["FAIL"], _folder.Results().Statuses());
        Assert.DoesNotContain("root:", result.Output + shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_that_a_test_left_is_ended()
    {
        _folder.Script("daemon", "setsid -f sh -c 'echo $$ >pid; exec sleep 86400'; until [ -s pid ]; do sleep 0.01; done");

        var result = await _folder.ForayAsync("job", "run", "./daemon");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["WARN"], _folder.Results().Statuses());
        Assert.False(IsAlive("pid"));
    }

    [Fact]
    public async Task A_test_that_ignores_the_request_to_end_is_killed_after_its_grace_period()
    {
        _folder.Script("deaf", "trap '' TERM; echo $$ >pid; while :; do sleep 1; done");

        var result = await _folder.ForayAsync("job", "run", "./deaf", "--test-timeout", "500ms", "--grace", "200ms");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["INTERRUPTED"], _folder.Results().Statuses());
        Assert.False(IsAlive("pid"));
    }

    [Fact]
    public async Task A_test_that_kills_its_parents_group_takes_nothing_else_with_it()
    {
        _folder.Script("killer", "/bin/kill -9 -- -$(ps -o pgid= -p $PPID | tr -d ' ')");

        var result = await _folder.ForayAsync("job", "run", "/bin/true", "./killer", "/bin/true", "/bin/true", "--parallel", "1");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["PASS", "ERROR", "PASS", "PASS"], _folder.Results().Statuses());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_job_ends_what_runs_and_writes_its_results(string signal)
    {
        _folder.Script("slow", "echo $$ >pid; touch begun; exec sleep 1000");
        using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "job", "run", "./slow", "/bin/true", "--parallel", "1");
        await _folder.AppearsAsync("begun", running);

        running.Signal(signal);
        var result = await running.EndAsync();

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Equal(["INTERRUPTED", "SKIP"], _folder.Results().Statuses());
        Assert.False(IsAlive("pid"));
    }

    [Fact]
    public async Task A_job_that_dies_leaves_what_it_has()
    {
        _folder.Script("slow", "echo $$ >pid; touch begun; exec sleep 1000");
        using var running = ForayProgram.Start(ForayProgram.Path, _folder.Path, null, "job", "run", "/bin/true", "./slow", "/bin/true", "--parallel", "1");
        await _folder.AppearsAsync("begun", running);

        running.Kill();
        await running.ExitedAsync(TestContext.Current.CancellationToken);

        Assert.Contains("ok 1", File.ReadAllText(_folder.Latest("results.tap")), StringComparison.Ordinal);
        var shown = await _folder.ForayAsync("job", "show");
        Assert.Contains("died", shown.Output, StringComparison.Ordinal);
        Assert.Contains("3 tests: 1 passed, 2 interrupted", shown.Output, StringComparison.Ordinal);
        while (IsAlive("pid"))
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    private Task<CommandResult> RunAsync(string? trouble, params string[] arguments) => ForayProgram.RunProgramAsync(
        ForayProgram.Path, _folder.Path, new Dictionary<string, string?> { ["TROUBLE"] = trouble }, ["--plugin", Trouble, "job", "run", .. arguments]);

    private bool IsAlive(string pidFile)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(_folder.Of(pidFile)), System.Globalization.CultureInfo.InvariantCulture));
            return File.ReadAllText($"/proc/{process.Id}/stat").Split(' ')[2] != "Z";
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            return false;
        }
    }
}
