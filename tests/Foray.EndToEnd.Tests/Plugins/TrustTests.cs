namespace Foray.EndToEnd.Tests.Plugins;

public sealed class TrustTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task A_project_s_packages_run_once_they_are_trusted_and_until_a_file_changes()
    {
        var package = UserFolder.Copy(UserFolder.Alarm, _user.ProjectPackages);
        _user.WriteExperiment("  alarm:\n    labels: [worker]");

        await RefusedAsync("not trusted");
        var asked = await _user.ForayAsync("plugin", "trust");
        Assert.True(asked.ExitCode == 2, asked.ToString());
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);
        await RefusedAsync("not trusted");

        var trust = await _user.ForayAsync("plugin", "trust", "--yes");
        Assert.True(trust.ExitCode == 0, trust.ToString());
        Assert.Matches(@"(?m)^Foray\.Fixtures\.Alarm 0\.2\.0: .*software/alarm", trust.Output);
        Assert.Matches(@"(?m)^  [0-9a-f]{12}  Foray\.Fixtures\.Alarm/Foray\.Fixtures\.Alarm\.dll$", trust.Output);
        var run = await _user.ForayAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(File.Exists(_user.AlarmTrace));

        await File.WriteAllTextAsync(Path.Combine(package, "new.txt"), "changed", TestContext.Current.CancellationToken);
        File.Delete(_user.AlarmTrace);
        await RefusedAsync("have changed since they were trusted");
        Assert.False(File.Exists(_user.AlarmTrace));

        await _user.ForayAsync("plugin", "trust", "--yes");
        Assert.Equal(0, (await _user.ForayAsync("check")).ExitCode);
        await _user.ForayAsync("plugin", "trust", "--remove");
        await RefusedAsync("not trusted");
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" YES \n", true)]
    [InlineData("n\n", false)]
    [InlineData("yet\n", false)]
    [InlineData("\n", false)]
    [InlineData("\u0004", false)] // the end of the input
    public async Task A_person_at_a_terminal_is_asked_and_only_yes_trusts(string answer, bool isTrusted)
    {
        UserFolder.Copy(UserFolder.Alarm, _user.ProjectPackages);
        _user.WriteExperiment("  alarm:\n    labels: [worker]");

        var asked = await _user.OnTerminalAsync(answer, "plugin", "trust");

        var shown = Terminal.WithoutEscapes(asked.Output);
        Assert.Contains("Trust these packages? [y/N] ", shown, StringComparison.Ordinal);
        Assert.Contains("Foray.Fixtures.Alarm/Foray.Fixtures.Alarm.dll", shown, StringComparison.Ordinal);
        Assert.True(asked.ExitCode == (isTrusted ? 0 : 2), asked.ToString());
        Assert.Contains(isTrusted ? "are trusted" : "nothing was changed", shown, StringComparison.Ordinal);
        if (isTrusted)
            Assert.Equal(0, (await _user.ForayAsync("check")).ExitCode);
        else
            await RefusedAsync("not trusted");
    }

    [Fact]
    public async Task Where_either_side_is_no_terminal_nobody_is_asked()
    {
        UserFolder.Copy(UserFolder.Alarm, _user.ProjectPackages);
        _user.WriteExperiment("  alarm:\n    labels: [worker]");
        var result = await _user.ForayAsync("plugin", "trust");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("there is no terminal to ask for confirmation", result.Error, StringComparison.Ordinal);
        Assert.Contains("say --yes", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[y/N]", result.Output, StringComparison.Ordinal);
        await RefusedAsync("not trusted");
    }

    [Theory]
    [InlineData("foray plugin trust <&-")]
    [InlineData("foray plugin trust </dev/null")]
    [InlineData("yes | foray plugin trust")]
    public async Task An_input_that_is_closed_empty_or_of_a_program_trusts_nothing(string line)
    {
        UserFolder.Copy(UserFolder.Alarm, _user.ProjectPackages);
        _user.WriteExperiment("  alarm:\n    labels: [worker]");
        var result = await _user.ShellAsync(line);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY275", result.Error, StringComparison.Ordinal);
        Assert.Contains("say --yes", result.Error, StringComparison.Ordinal);
        await RefusedAsync("not trusted");
    }

    [Fact]
    public async Task Packages_that_nobody_names_need_no_trust_and_stand_in_the_list()
    {
        UserFolder.Copy(UserFolder.Alarm, _user.ProjectPackages);
        _user.WriteExperiment();

        var check = await _user.ForayAsync("check");
        var list = await _user.ForayAsync("plugin", "list", "--kind", "software");
        var command = await _user.ForayAsync("alarm");
        var checkPackage = await _user.ForayAsync("plugin", "check", UserFolder.Alarm);

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.DoesNotContain("trust", check.Output + check.Error, StringComparison.Ordinal);
        Assert.Matches("alarm .* untrusted +project ", list.Output);
        Assert.True(command.ExitCode == 2, command.ToString());
        Assert.Contains("FORAY414", command.Error, StringComparison.Ordinal);
        Assert.True(checkPackage.ExitCode == 2, checkPackage.ToString());
        Assert.False(File.Exists(_user.AlarmTrace));
    }

    [Fact]
    public async Task A_folder_without_packages_has_nothing_to_trust()
    {
        var result = await _user.ForayAsync("plugin", "trust", "--yes");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("FORAY276", result.Error, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string reason)
    {
        foreach (var command in (string[])["check", "run"])
        {
            var result = await _user.ForayAsync(command);
            Assert.True(result.ExitCode == 2, result.ToString());
            Assert.Contains("FORAY414", result.Output + result.Error, StringComparison.Ordinal);
            Assert.Contains(reason, result.Output + result.Error, StringComparison.Ordinal);
        }
    }
}
