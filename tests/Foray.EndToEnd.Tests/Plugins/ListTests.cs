using System.Text.Json;

namespace Foray.EndToEnd.Tests.Plugins;

public sealed class ListTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task The_list_is_one_JSON_document_of_a_fixed_shape()
    {
        UserFolder.Copy(UserFolder.Alarm, _user.UserPackages);

        var result = await _user.ForayAsync("plugin", "list", "--kind", "collector", "--format", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith($$"""
            {
              "plugins": [
                {
                  "kind": "collector",
                  "name": "alarm",
                  "package": "Foray.Fixtures.Alarm",
                  "version": "0.2.0",
                  "state": "available",
                  "reason": null,
                  "source": "user",
                  "path": "{{_user.UserPackages}}/Foray.Fixtures.Alarm/Foray.Fixtures.Alarm.dll"
                },
                {
                  "kind": "collector",
            """, result.Output, StringComparison.Ordinal);
        Assert.EndsWith("""
              ],
              "diagnostics": []
            }

            """, result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_pipe_gets_a_line_for_each_plugin()
    {
        var result = await _user.ForayAsync("plugin", "list");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"(?m)^site +ssh +Foray\.Sites +\S+ +available +program$", result.Output);
        Assert.DoesNotContain('\x1b', result.Output);
    }

    [Fact]
    public async Task A_package_that_was_left_out_is_a_diagnostic()
    {
        UserFolder.Copy("Foray.Fixtures.Tomorrow", _user.UserPackages);

        var text = await _user.ForayAsync("plugin", "list");
        var json = await _user.ForayAsync("plugin", "list", "--format", "json");

        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("warning FORAY404", text.Error, StringComparison.Ordinal);
        Assert.Empty(json.Error);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal("FORAY404", document.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task List_show_schema_help_and_check_load_no_code_that_the_file_does_not_name()
    {
        UserFolder.Copy(UserFolder.Alarm, _user.UserPackages);
        _user.WriteExperiment();

        string[][] commands =
        [
            ["plugin", "list"], ["plugin", "show", UserFolder.Alarm], ["plugin", "show", UserFolder.Alarm, "--format", "markdown"], ["schema"],
            ["--help"], ["run", "--help"], ["alarm", "--help"], ["check"],
        ];
        foreach (var command in commands)
        {
            var result = await _user.ForayAsync(command);
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.False(File.Exists(_user.AlarmTrace), $"foray {string.Join(' ', command)} loaded the package");
        }

        var run = await _user.ForayAsync("alarm");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.True(File.Exists(_user.AlarmTrace));
    }

    [Fact]
    public async Task Two_packages_of_one_name_are_told_apart_until_a_pin_settles_it()
    {
        var mine = UserFolder.Copy(UserFolder.Alarm, _user.UserPackages);
        var other = UserFolder.Copy(UserFolder.Alarm, _user.Of("elsewhere"));
        _user.Environment["FORAY_PLUGIN_PATH"] = _user.Of("elsewhere");
        _user.WriteExperiment("  alarm:\n    labels: [worker]");

        var list = await StatesAsync();
        var check = await _user.ForayAsync("check");
        var show = await _user.ForayAsync("plugin", "show", "software/alarm");
        var command = await _user.ForayAsync("alarm");

        Assert.Equal(["ambiguous", "ambiguous"], list.Values);
        foreach (var refused in (CommandResult[])[check, show, command])
        {
            Assert.True(refused.ExitCode == 2, refused.ToString());
            Assert.Contains("FORAY402", refused.Output + refused.Error, StringComparison.Ordinal);
            Assert.Contains(mine, refused.Output + refused.Error, StringComparison.Ordinal);
            Assert.Contains(other, refused.Output + refused.Error, StringComparison.Ordinal);
        }

        _user.Write("config/foray/settings.yml", $"plugins: {{ pins: {{ package/Foray.Fixtures.Alarm: {other} }} }}\n");
        var pinned = await StatesAsync();
        Assert.Equal("available", pinned[$"{other}/Foray.Fixtures.Alarm.dll"]);
        Assert.Equal("not_pinned", pinned[$"{mine}/Foray.Fixtures.Alarm.dll"]);
        Assert.Equal(0, (await _user.ForayAsync("check")).ExitCode);
    }

    [Fact]
    public async Task A_package_of_a_path_on_the_command_line_counts_for_every_command()
    {
        _user.WriteExperiment("  alarm:\n    labels: [worker]");

        var without = await _user.ForayAsync("check");
        var with = await _user.ForayAsync("check", "--plugin", Path.GetDirectoryName(FixturePackage.Built(UserFolder.Alarm))!);
        var nowhere = await _user.ForayAsync("check", "--plugin", "nowhere");

        Assert.True(without.ExitCode == 2, without.ToString());
        Assert.True(with.ExitCode == 0, with.ToString());
        Assert.True(nowhere.ExitCode == 2, nowhere.ToString());
        Assert.Contains("FORAY277", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_names_are_told_with_what_is_near()
    {
        var unknown = await _user.ForayAsync("plugin", "show", "jsn");
        var several = await _user.ForayAsync("plugin", "show", "shell");

        Assert.True(unknown.ExitCode == 2, unknown.ToString());
        Assert.Contains("did you mean 'json'?", unknown.Error, StringComparison.Ordinal);
        Assert.True(several.ExitCode == 2, several.ToString());
        Assert.Contains("experiment/shell, hook/shell, software/shell", several.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_options_and_requirements()
    {
        var result = await _user.ForayAsync("plugin", "show", "playbill", "--format", "json", "--plugin", FixturePackage.Built("Foray.Fixtures.Theatre"));

        Assert.True(result.ExitCode == 0, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        var plugin = document.RootElement.GetProperty("plugins")[0];
        Assert.Equal("explicit", plugin.GetProperty("source").GetString());
        Assert.Equal("unmet", plugin.GetProperty("state").GetString());
        Assert.Equal("[0.1,1.0)", plugin.GetProperty("requires")[0].GetProperty("versions").GetString());
        Assert.Equal("lpr", plugin.GetProperty("tools")[0].GetProperty("program").GetString());
        var title = plugin.GetProperty("options").EnumerateArray().First(option => option.GetProperty("key").GetString() == "title");
        Assert.Equal("""{"key":"title","type":"string","required":true,"default":null,"summary":"Its title.","deprecated":null,"renamed_from":["name","headline"]}""",
            JsonSerializer.Serialize(title));
    }

    private async Task<Dictionary<string, string>> StatesAsync()
    {
        var result = await _user.ForayAsync("plugin", "list", "--kind", "software", "--format", "json");
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.GetProperty("plugins").EnumerateArray().Where(plugin => plugin.GetProperty("name").GetString() == "alarm")
            .ToDictionary(plugin => plugin.GetProperty("path").GetString()!, plugin => plugin.GetProperty("state").GetString()!);
    }
}
