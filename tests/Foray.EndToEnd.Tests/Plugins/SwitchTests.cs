using System.Text;

namespace Foray.EndToEnd.Tests.Plugins;

public sealed class SwitchTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Theory]
    [InlineData(null, "plugins:\n  disable: [site/ssh]\n")]
    [InlineData("# mine\n", "# mine\nplugins:\n  disable: [site/ssh]\n")]
    [InlineData("plugins:\n  # which\n  drivers: { spawner: process } # why\n", "plugins:\n  # which\n  disable: [site/ssh]\n  drivers: { spawner: process } # why\n")]
    [InlineData("plugins:\n  disable: [a] # why\n  paths: []\n", "plugins:\n  disable: [a, site/ssh] # why\n  paths: []\n")]
    [InlineData("plugins:\n  disable:\n    - a # why\n  # after\n", "plugins:\n  disable:\n    - a # why\n    - site/ssh\n  # after\n")]
    [InlineData("plugins:\n  disable: []\n", "plugins:\n  disable: [site/ssh]\n")]
    public async Task Disabling_changes_the_list_and_nothing_else(string? before, string after)
    {
        if (before is not null)
            _user.Write("config/foray/settings.yml", before);

        var disable = await _user.ForayAsync("plugin", "disable", "ssh");
        Assert.True(disable.ExitCode == 0, disable.ToString());
        Assert.Equal(after, await File.ReadAllTextAsync(_user.Settings, TestContext.Current.CancellationToken));

        var enable = await _user.ForayAsync("plugin", "enable", "ssh");
        Assert.True(enable.ExitCode == 0, enable.ToString());
        Assert.DoesNotContain("site/ssh", await File.ReadAllTextAsync(_user.Settings, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("available", (await _user.ForayAsync("plugin", "list", "--kind", "site")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# mine\r\n", "# mine\r\nplugins:\r\n  disable: [site/ssh]\r\n")]
    [InlineData("plugins:\r\n  drivers: { spawner: process }\r\n", "plugins:\r\n  disable: [site/ssh]\r\n  drivers: { spawner: process }\r\n")]
    [InlineData("plugins:\r\n  disable: [a] # why\r\n", "plugins:\r\n  disable: [a, site/ssh] # why\r\n")]
    [InlineData("plugins:\r\n  disable:\r\n", "plugins:\r\n  disable: [site/ssh]\r\n")]
    [InlineData("plugins:\r\n  disable:\r\n    - a\r\n  paths: []\r\n", "plugins:\r\n  disable:\r\n    - a\r\n    - site/ssh\r\n  paths: []\r\n")]
    [InlineData("plugins:\r\n  disable:\r\n    - a", "plugins:\r\n  disable:\r\n    - a\r\n    - site/ssh")]
    [InlineData("\uFEFFplugins:\n  disable: [a]\n", "\uFEFFplugins:\n  disable: [a, site/ssh]\n")]
    [InlineData("\uFEFF# mine\r\n", "\uFEFF# mine\r\nplugins:\r\n  disable: [site/ssh]\r\n")]
    public async Task Line_ends_and_a_byte_order_mark_stay_as_they_are(string before, string after)
    {
        _user.Write("config/foray/settings.yml", before);
        var disable = await _user.ForayAsync("plugin", "disable", "ssh");
        Assert.True(disable.ExitCode == 0, disable.ToString());
        Assert.Equal(Encoding.UTF8.GetBytes(after), await File.ReadAllBytesAsync(_user.Settings, TestContext.Current.CancellationToken));

        await _user.ForayAsync("plugin", "enable", "ssh");
        var enabled = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_user.Settings, TestContext.Current.CancellationToken));
        Assert.Equal(before[0] == '\uFEFF', enabled[0] == '\uFEFF');
        Assert.Equal(before.Contains('\r', StringComparison.Ordinal), enabled.Contains('\r', StringComparison.Ordinal));
        Assert.DoesNotContain(before.Contains('\r', StringComparison.Ordinal) ? '\n' : '\r', enabled.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_at_once_none_is_lost_without_saying_so()
    {
        string[] entries = ["site/ssh", "site/local", "software/shell", "experiment/shell", "result/json", "result/junit"];
        var ends = await Task.WhenAll(entries.Select(entry => _user.ForayAsync("plugin", "disable", entry)));
        var settings = await File.ReadAllTextAsync(_user.Settings, TestContext.Current.CancellationToken);
        Assert.All(entries.Zip(ends), end =>
        {
            Assert.Equal(end.Second.ExitCode == 0, settings.Contains(end.First, StringComparison.Ordinal));
            Assert.True(end.Second.ExitCode == 0 || end.Second.Error.Contains("another command", StringComparison.Ordinal), end.Second.ToString());
        });
    }

    [Fact]
    public async Task The_last_entry_of_a_block_list_leaves_an_empty_list()
    {
        _user.Write("config/foray/settings.yml", "plugins:\n  disable: # why\n    - site/ssh\n");
        var enable = await _user.ForayAsync("plugin", "enable", "ssh");
        Assert.True(enable.ExitCode == 0, enable.ToString());
        Assert.Equal("plugins:\n  disable: [] # why\n", await File.ReadAllTextAsync(_user.Settings, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("plugins: { paths: [] }\n")]
    [InlineData("plugins:\n  disable: [a,\n    b]\n")]
    [InlineData("plugins:\n  disable: &list [a]\n  order: { result: *list }\n")]
    [InlineData("plugins:\r  disable: [a]\r")]
    public async Task A_form_that_cannot_be_edited_safely_is_refused_and_left_as_it_is(string settings)
    {
        _user.Write("config/foray/settings.yml", settings);
        var result = await _user.ForayAsync("plugin", "disable", "ssh");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal(settings, await File.ReadAllTextAsync(_user.Settings, TestContext.Current.CancellationToken));
        Assert.Equal([_user.Settings], Directory.GetFiles(Path.GetDirectoryName(_user.Settings)!));
    }

    [Fact]
    public async Task What_the_user_disables_is_not_loaded_although_the_file_names_it()
    {
        UserFolder.Copy(UserFolder.Alarm, _user.UserPackages);
        _user.WriteExperiment("  alarm:\n    labels: [worker]");
        await _user.ForayAsync("plugin", "disable", UserFolder.Alarm);

        var check = await _user.ForayAsync("check");
        var run = await _user.ForayAsync("run");
        var list = await _user.ForayAsync("plugin", "list", "--kind", "software");

        Assert.True(check.ExitCode == 2, check.ToString());
        Assert.Contains("FORAY403", check.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.False(File.Exists(_user.AlarmTrace));
        Assert.Matches("alarm .* disabled ", list.Output);
    }

    [Fact]
    public async Task What_disables_a_plugin_elsewhere_is_said()
    {
        _user.Environment["FORAY_PLUGINS_DISABLE"] = "ssh";
        await _user.ForayAsync("plugin", "disable", "site/ssh", "--project");
        Assert.Equal("plugins:\n  disable: [site/ssh]\n", await File.ReadAllTextAsync(_user.Of("project", "foray.yml"), TestContext.Current.CancellationToken));

        var result = await _user.ForayAsync("plugin", "enable", "site/ssh");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("still disabled by FORAY_PLUGINS_DISABLE and '", result.Output, StringComparison.Ordinal);
        Assert.Contains("foray.yml'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_of_a_package_that_is_disabled_as_a_whole_is_not_enabled_alone()
    {
        await _user.ForayAsync("plugin", "disable", "Foray.Results");
        var one = await _user.ForayAsync("plugin", "enable", "result/json");
        Assert.True(one.ExitCode == 2, one.ToString());
        Assert.Contains("FORAY278", one.Error, StringComparison.Ordinal);
        var all = await _user.ForayAsync("plugin", "enable", "Foray.Results");
        Assert.True(all.ExitCode == 0, all.ToString());
    }
}
