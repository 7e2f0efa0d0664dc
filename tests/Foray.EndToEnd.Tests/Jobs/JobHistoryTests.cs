namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>Jobs that were run: listed, shown, replayed, compared.</summary>
public sealed class JobHistoryTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task List_shows_what_references_become_and_runs_nothing()
    {
        _folder.Script("one", "touch ran");
        _folder.Script("tests/two", "touch ran");
        _folder.Script("tests/three.t", "echo 1..0");

        var result = await _folder.ForayAsync("job", "list", "./one", "tests", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var listing = JobFiles.Parse(result.Output);
        Assert.Equal(["./one", "tests/three.t", "tests/two"], listing.Texts("name"));
        Assert.Equal(["exec-test", "folder", "folder"], listing.Texts("resolver"));
        Assert.False(File.Exists(_folder.Of("ran")));
        Assert.False(Directory.Exists(_folder.Of("job-results")));
    }

    [Fact]
    public async Task A_replay_of_the_failed_tests_runs_them_alone()
    {
        _folder.Script("good", "true");
        _folder.Script("bad", "[ -e mended ]");
        await _folder.ForayAsync("job", "run", "./good", "./bad", "--variant", "n=1,2");
        _folder.Write("mended", "");

        var result = await _folder.ForayAsync("job", "replay", "--failed");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["./bad;n=1", "./bad;n=2"], _folder.Results().Texts("name"));
        Assert.Equal(["PASS", "PASS"], _folder.Results().Statuses());
        var again = await _folder.ForayAsync("job", "replay", "--failed");
        Assert.True(again.ExitCode == 2, again.ToString());
        Assert.Contains("FORAY206", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_from_another_folder_finds_the_tests_where_they_were()
    {
        _folder.Script("good", "true");
        await _folder.ForayAsync("job", "run", "./good");
        Directory.CreateDirectory(_folder.Of("elsewhere"));

        var result = await ForayProgram.RunProgramAsync(ForayProgram.Path, _folder.Of("elsewhere"), null, "job", "replay", "../job-results/latest");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Single(Directory.GetDirectories(_folder.Of("elsewhere", "job-results"), "job-*"));
    }

    [Fact]
    public async Task Diff_tells_which_tests_ended_in_another_way()
    {
        _folder.Script("same", "true");
        _folder.Script("changing", "[ -e mended ]");
        _folder.Script("gone", "true");
        await _folder.ForayAsync("job", "run", "./same", "./changing", "./gone", "-o", "a");
        _folder.Write("mended", "");
        await _folder.ForayAsync("job", "run", "./same", "./changing", "-o", "b");

        var result = await _folder.ForayAsync("job", "diff", "a/latest", "b/latest", "--format", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        var diff = JobFiles.Parse(result.Output);
        Assert.Equal(2, diff.Number("different"));
        Assert.Equal(["./changing", "./gone"], diff.Texts("name"));
        var same = await _folder.ForayAsync("job", "diff", "a/latest", "a/latest");
        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.Contains("all 3 tests ended as before", same.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_that_took_longest_before_have_their_turn_first()
    {
        _folder.Script("quick", "echo quick >>order");
        _folder.Script("slow", "echo slow >>order; sleep 0.3");
        await _folder.ForayAsync("job", "run", "./quick", "./slow", "--parallel", "1");
        File.Delete(_folder.Of("order"));

        var result = await _folder.ForayAsync("job", "run", "./quick", "./slow", "--parallel", "1", "--order", "duration");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("slow\nquick\n", File.ReadAllText(_folder.Of("order")));
        Assert.Equal(["./quick", "./slow"], _folder.Results().Texts("name"));
    }

    [Fact]
    public async Task A_job_and_a_test_of_it_can_be_shown()
    {
        _folder.Script("bad", "echo what it said; exit 1");
        await _folder.ForayAsync("job", "run", "./bad");
        var id = File.ReadAllText(_folder.Latest("id"))[..7];

        var job = await _folder.ForayAsync("job", "show", id);
        var test = await _folder.ForayAsync("job", "show", "latest", "1");
        var none = await _folder.ForayAsync("job", "show", "latest", "7");
        var jobs = await _folder.ForayAsync("job", "list");

        Assert.Contains("1 test: 1 failed", job.Output, StringComparison.Ordinal);
        Assert.Contains("what it said", test.Output, StringComparison.Ordinal);
        Assert.True(none.ExitCode == 2, none.ToString());
        Assert.Contains($"{id}  ", jobs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_told()
    {
        var result = await _folder.ForayAsync("job", "show", "abcdef0");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY204", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_record_is_told()
    {
        await _folder.ForayAsync("job", "run", "/bin/true");
        File.WriteAllText(_folder.Latest("jobdata", "job.json"), "{");

        var result = await _folder.ForayAsync("job", "show");
        await _folder.ForayAsync("job", "run", "/bin/true");
        var list = await _folder.ForayAsync("job", "list");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY205", result.Error, StringComparison.Ordinal);
        Assert.Contains("FORAY205", list.Error, StringComparison.Ordinal);
        Assert.Contains("1 test: 1 passed", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
