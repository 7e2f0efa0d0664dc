namespace Foray.EndToEnd.Tests.Plugins;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync()
    {
        UserFolder.Copy(UserFolder.Commands, _user.UserPackages);
        _user.Write("project/lines.txt", "a\nb\n");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task Help_shows_commands_of_plugins_and_says_which_are_left_out()
    {
        var root = await _user.ForayAsync("--help");
        var command = await _user.ForayAsync("tally", "--help");

        Assert.Matches(@"(?m)^  tally +Counts the lines of files\.$", root.Output);
        Assert.Contains("FORAY426", root.Error, StringComparison.Ordinal);
        Assert.Contains("'status'", root.Error, StringComparison.Ordinal);
        Assert.True(command.ExitCode == 0, command.ToString());
        Assert.Contains("foray tally <files>... [options]", command.Output, StringComparison.Ordinal);
        Assert.Matches(@"--weight <NUMBER> +What each line counts for\. Default: 1\.", command.Output);
        Assert.DoesNotContain("--factor", command.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "n: lines.txt: 6\n", "", "tally", "lines.txt", "--weight", "3", "--label", "n: ")]
    [InlineData(1, "lines.txt: 2\n", "", "tally", "lines.txt", "--at-least", "2")]
    [InlineData(0, "lines.txt: 4\n", "FORAY151", "tally", "lines.txt", "--factor", "2")]
    [InlineData(0, "impostor\n", "", "Foray.Fixtures.Commands:status")]
    [InlineData(2, "", "--weight: error FORAY123", "tally", "lines.txt", "--weight", "300")]
    [InlineData(3, "", "FORAY346", "tally", "nowhere.txt")]
    [InlineData(4, "", "error FORAY406: command 'tally' of package 'Foray.Fixtures.Commands' failed while it ran: the abacus broke", "tally", "lines.txt", "--break")]
    public async Task A_command_gets_its_options_and_gives_its_exit_code(int exitCode, string output, string error, params string[] arguments)
    {
        var result = await _user.ForayAsync(arguments);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Equal(output, result.Output);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_of_a_command_is_told_with_exit_code_2()
    {
        foreach (var arguments in (string[][])[["tally"], ["tally", "lines.txt", "--wieght", "3", "--weight"]])
        {
            var result = await _user.ForayAsync(arguments);
            Assert.True(result.ExitCode == 2, result.ToString());
        }
    }

    [Fact]
    public async Task A_fault_shows_its_stack_trace_with_debug()
    {
        var result = await _user.ForayAsync("tally", "lines.txt", "--break", "--debug");
        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Contains("at Foray.Fixtures.Commands.Tally.RunAsync", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_cancels_a_command()
    {
        using var watcher = new FileSystemWatcher(_user.Project) { EnableRaisingEvents = true };
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, change) => { if (change.Name == "waiting") waiting.TrySetResult(); };
        using var running = _user.Start("tally", "lines.txt", "--wait");
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        running.Signal("INT");
        var result = await running.EndAsync();
        Assert.True(result.ExitCode == 130, result.ToString());
    }

    [Fact]
    public async Task An_extension_runs_around_its_command_when_one_of_its_options_is_given()
    {
        _user.WriteExperiment();
        var diary = _user.Of("project", "diary.txt");

        var help = await _user.ForayAsync("run", "--help");
        var without = await _user.ForayAsync("run");
        Assert.Matches(@"--diary <TEXT> +File of the diary\.", help.Output);
        Assert.True(without.ExitCode == 0, without.ToString());
        Assert.False(File.Exists(diary));

        var with = await _user.ForayAsync("run", "--diary", diary);
        Assert.True(with.ExitCode == 0, with.ToString());
        Assert.Equal("before run\nafter run: 0\n", await File.ReadAllTextAsync(diary, TestContext.Current.CancellationToken));

        File.Delete(diary);
        var refused = await _user.ForayAsync("run", "--diary", diary, "--diary-refuses", "--force");
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Equal("before run\n", await File.ReadAllTextAsync(diary, TestContext.Current.CancellationToken));

        var incomplete = await _user.ForayAsync("run", "--diary-refuses");
        Assert.True(incomplete.ExitCode == 2, incomplete.ToString());
        Assert.Contains("the key 'diary' is missing", incomplete.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_that_ran_is_told_of_a_command_that_failed()
    {
        var diary = _user.Of("project", "diary.txt");
        var result = await _user.ForayAsync("run", "absent.yml", "--diary", diary);
        Assert.True(result.ExitCode is 2 or 3, result.ToString());
        Assert.Equal($"before run\nafter run: {result.ExitCode}\n", await File.ReadAllTextAsync(diary, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_disabled_command_is_told_as_such_and_stands_in_no_help()
    {
        _user.Environment["FORAY_PLUGINS_DISABLE"] = "tally";
        var result = await _user.ForayAsync("tally", "lines.txt");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY403", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tally", (await _user.ForayAsync("--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_there_whatever_is_wrong_with_the_settings()
    {
        _user.Write("config/foray/settings.yml", "plugins: { nonsense: 1 }\n");
        var result = await _user.ForayAsync("--help");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Commands:", result.Output, StringComparison.Ordinal);
        Assert.Contains("FORAY121", result.Error, StringComparison.Ordinal);
    }
}
