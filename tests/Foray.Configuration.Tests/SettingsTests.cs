using Foray.Configuration.Settings;
using Foray.Plugins.Settings;

namespace Foray.Configuration.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public SettingsTests() => Directory.CreateDirectory(Path.Combine(_folder, "config", "foray"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LoadedSettings Load(string? project = null, string? user = null, PluginSettings? commandLine = null, params (string Name, string Value)[] environment)
    {
        if (project is not null)
            File.WriteAllText(Path.Combine(_folder, "foray.yml"), project);
        if (user is not null)
            File.WriteAllText(Path.Combine(_folder, "config", "foray", "settings.yml"), user);
        environment = [.. environment, ("XDG_CONFIG_HOME", Path.Combine(_folder, "config")), ("HOME", "/home/me")];
        return SettingsLayers.Load(_folder, commandLine, name => Array.Find(environment, variable => variable.Name == name).Value);
    }

    [Fact]
    public void Without_any_layer_there_are_the_defaults()
    {
        var settings = Load();
        Assert.Empty(settings.Diagnostics);
        Assert.Empty(settings.Plugins.Paths);
        Assert.Empty(settings.Plugins.Drivers);
    }

    [Fact]
    public void A_file_sets_everything_that_settings_have()
    {
        var settings = Load(user: """
            plugins:
              paths: [packages, ~/more, /abs]
              disable: [site/ssh]
              pins: { site/local: Foray.Sites }
              order: { result: [json, junit] }
              drivers: { spawner: process }
              active: { result: [json] }
            """);
        Assert.Empty(settings.Diagnostics);
        Assert.Equal([Path.Combine(_folder, "config", "foray", "packages"), "/home/me/more", "/abs"], settings.Plugins.Paths);
        Assert.Equal(["site/ssh"], settings.Plugins.Disable);
        Assert.Equal("Foray.Sites", settings.Plugins.Pins["site/local"]);
        Assert.Equal(["json", "junit"], settings.Plugins.Order["result"]);
        Assert.Equal("process", settings.Plugins.Drivers["spawner"]);
        Assert.Equal(["json"], settings.Plugins.Active["result"]);
    }

    [Fact]
    public void The_command_line_wins_over_the_project_and_the_project_over_the_user()
    {
        var settings = Load(
            project: "plugins: { drivers: { a: project, b: project } }",
            user: "plugins: { drivers: { a: user, b: user, c: user } }",
            commandLine: new PluginSettings { Drivers = new Dictionary<string, string> { ["a"] = "line" } });
        Assert.Equal(["line", "project", "user"], [settings.Plugins.Drivers["a"], settings.Plugins.Drivers["b"], settings.Plugins.Drivers["c"]]);
    }

    [Fact]
    public void Paths_and_disabled_plugins_of_all_layers_add_up_with_the_environment_before_the_files()
    {
        var settings = Load("plugins: { disable: [a] }", "plugins: { paths: [/user], disable: [b] }",
            new PluginSettings { Paths = ["/line"] }, ("FORAY_PLUGIN_PATH", "/one::/two"), ("FORAY_PLUGINS_DISABLE", "c, d"));
        Assert.Equal(["/line", "/one", "/two", "/user"], settings.Plugins.Paths);
        Assert.Equal(["c", "d", "a", "b"], settings.Plugins.Disable);
    }

    [Fact]
    public void The_folders_of_a_project_are_left_out_and_reported()
    {
        var settings = Load("plugins: { paths: [/project], disable: [a] }");
        Assert.Empty(settings.Plugins.Paths);
        Assert.Equal(["a"], settings.Plugins.Disable);
        Assert.Equal(ConfigurationCodes.ProjectPaths, Assert.Single(settings.Diagnostics).Code);
    }

    [Fact]
    public void A_wrong_file_counts_as_absent_and_is_reported_with_its_place()
    {
        var settings = Load("plugins:\n  path: [x]\n  disable: ssh\n", "plugins: { disable: [b] }");
        var file = Path.Combine(_folder, "foray.yml");
        Assert.Equal(
            [$"{file}:2:3: error FORAY121: the key 'path' is not known here (did you mean 'paths'?)",
             $"{file}:3:12: error FORAY120: 'disable' must be a list, not the text 'ssh' (write it as a list: '- ' before each item, or [a, b])"],
            settings.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(["b"], settings.Plugins.Disable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("plugins:\n")]
    public void An_empty_file_is_fine(string text) => Assert.Empty(Load(text).Diagnostics);

    [Fact]
    public void The_users_file_is_looked_for_at_home_where_no_other_place_is_set()
    {
        Assert.Equal("/home/me/.config/foray/settings.yml", SettingsLayers.UserFile(name => name == "HOME" ? "/home/me" : null));
        Assert.Null(SettingsLayers.UserFile(static _ => null));
    }
}
