namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The commands of a tutorial, as they stand in the docs, one after the other.</summary>
public sealed class TutorialTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_commands_of_the_plugin_tutorial_work_as_they_stand()
    {
        var commands = Tutorial.CommandsOf("first-plugin.md");
        foreach (var step in new[] { "plugin new", "dotnet build", "dotnet test", "dotnet pack", "plugin install", "foray run" })
            Assert.Contains(commands, command => command.Contains(step, StringComparison.Ordinal));
        var programs = Directory.CreateDirectory(_folder.Of("programs")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "foray"), ForayProgram.Path);
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}",
            ["XDG_DATA_HOME"] = _folder.Of("data"),
            ["XDG_CONFIG_HOME"] = _folder.Of("config"),
            ["XDG_CACHE_HOME"] = _folder.Of("cache"),
        };

        var script = _folder.Write("tutorial.sh", "set -ex\n" + string.Join('\n', commands));
        var result = await ForayProgram.RunProgramAsync("/bin/sh", _folder.Path, environment, script);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("software/motd", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 reused", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(_folder.Of("data", "foray", "plugins", "Acme.Motd")));
    }
}
