using System.Text.Json;

namespace Foray.EndToEnd.Tests.Plugins;

public sealed class InstallTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task A_package_is_found_installed_used_and_removed()
    {
        _user.Pack(UserFolder.Commands);
        _user.Write("project/lines.txt", "a\nb\n");

        var search = await _user.ForayAsync("plugin", "search", "commands", "--source", _user.Feed);
        var install = await _user.ForayAsync("plugin", "install", UserFolder.Commands, "--source", _user.Feed);
        var use = await _user.ForayAsync("tally", "lines.txt");
        var again = await _user.ForayAsync("plugin", "install", UserFolder.Commands, "--source", _user.Feed);
        var remove = await _user.ForayAsync("plugin", "remove", UserFolder.Commands);
        var gone = await _user.ForayAsync("tally", "lines.txt");

        Assert.Matches(@"(?m)^Foray\.Fixtures\.Commands +0\.2\.0 ", search.Output);
        Assert.True(install.ExitCode == 0, install.ToString());
        Assert.Contains("installed Foray.Fixtures.Commands 0.2.0: command/diary, command/status, command/tally", install.Output, StringComparison.Ordinal);
        Assert.True(use.ExitCode == 0, use.ToString());
        Assert.Contains("unchanged Foray.Fixtures.Commands 0.2.0", again.Output, StringComparison.Ordinal);
        Assert.Contains("removed Foray.Fixtures.Commands 0.2.0", remove.Output, StringComparison.Ordinal);
        Assert.True(gone.ExitCode == 2, gone.ToString());
    }

    [Fact]
    public async Task A_project_s_packages_are_restored_from_its_lock_file_and_another_content_is_refused()
    {
        _user.Pack(UserFolder.Alarm);
        var install = await _user.ForayAsync("plugin", "install", UserFolder.Alarm, "--project", "--source", _user.Feed, "--format", "json");
        Assert.True(install.ExitCode == 0, install.ToString());
        using (var document = JsonDocument.Parse(install.Output))
        {
            Assert.Equal(_user.ProjectPackages, document.RootElement.GetProperty("folder").GetString());
            var package = document.RootElement.GetProperty("packages")[0];
            Assert.Equal(["package", "outcome", "version", "former", "direct", "plugins"], package.EnumerateObject().Select(member => member.Name));
            Assert.Equal("installed", package.GetProperty("outcome").GetString());
            Assert.Equal(5, package.GetProperty("plugins").GetArrayLength());
        }

        Directory.Delete(_user.ProjectPackages, recursive: true);
        var restore = await _user.ForayAsync("plugin", "restore", "--project", "--source", _user.Feed);
        Assert.True(restore.ExitCode == 0, restore.ToString());
        Assert.Contains("only after 'foray plugin trust'", restore.Output, StringComparison.Ordinal);

        Directory.Delete(_user.ProjectPackages, recursive: true);
        File.Delete(Path.Combine(_user.Feed, "Foray.Fixtures.Alarm.0.2.0.nupkg"));
        _user.Pack(UserFolder.Alarm, more: "foray/more.txt");
        var tampered = await _user.ForayAsync("plugin", "restore", "--project", "--source", _user.Feed);
        Assert.True(tampered.ExitCode == 4, tampered.ToString());
        Assert.Contains("FORAY430", tampered.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(_user.ProjectPackages) ? Directory.GetDirectories(_user.ProjectPackages, "Foray.*") : []);
    }

    [Fact]
    public async Task Progress_moves_on_a_terminal_and_is_plain_lines_in_a_pipe()
    {
        _user.Pack(UserFolder.Alarm);
        string[] install = ["plugin", "install", UserFolder.Alarm, "--source", _user.Feed];

        var seen = await _user.OnTerminalAsync("", install);
        await _user.ForayAsync("plugin", "remove", UserFolder.Alarm);
        var piped = await _user.ForayAsync(install);

        const string Installed = "installed Foray.Fixtures.Alarm 0.2.0: ";
        Assert.True(seen.ExitCode == 0, seen.ToString());
        Assert.Contains("\x1b[?25l", seen.Output, StringComparison.Ordinal); // hides the cursor
        Assert.Matches(@"looking for packages|[a-z]ing Foray\.Fixtures\.Alarm", Terminal.WithoutEscapes(seen.Output));
        Assert.Contains(Installed, Terminal.WithoutEscapes(seen.Output), StringComparison.Ordinal);
        Assert.True(piped.ExitCode == 0, piped.ToString());
        Assert.DoesNotContain('\x1b', piped.Output);
        Assert.DoesNotContain("looking for packages", piped.Output, StringComparison.Ordinal);
        Assert.Contains("downloading Foray.Fixtures.Alarm 0.2.0\n", piped.Output, StringComparison.Ordinal);
        Assert.Contains(Installed, piped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_in_a_folder_is_named_with_what_to_do()
    {
        var path = _user.Pack(UserFolder.Alarm);
        var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, content[..(content.Length / 2)], TestContext.Current.CancellationToken);
        var result = await _user.ForayAsync("plugin", "install", UserFolder.Alarm, "--source", _user.Feed);
        Assert.True(result.ExitCode == 4, result.ToString());
        Assert.Contains($"FORAY431: the package '{path}' is damaged: it was cut off", result.Error, StringComparison.Ordinal);
        Assert.Contains("replace the file with a sound one, or remove it", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_use_is_told_with_exit_code_2()
    {
        _user.Pack(UserFolder.Alarm);
        string[][] commands =
        [
            ["install"], ["install", "No/Name"], ["install", "Nobody.Has.This", "--source", _user.Feed], ["install", UserFolder.Alarm + "@9.0.0", "--source", _user.Feed],
            ["install", UserFolder.Alarm, "--source", "nowhere"], ["remove", "Nobody.Has.This"], ["restore", "--project", "--source", _user.Feed], ["frobnicate"],
            ["new", "nonsense", "Acme.Kit"],
        ];
        foreach (var command in commands)
        {
            var result = await _user.ForayAsync(["plugin", .. command]);
            Assert.True(result.ExitCode == 2, $"{string.Join(' ', command)}: {result}");
            Assert.NotEmpty(result.Error);
        }
    }

    [Fact]
    public async Task An_update_tells_both_versions()
    {
        _user.Pack(UserFolder.Alarm, "0.1.9");
        await _user.ForayAsync("plugin", "install", UserFolder.Alarm, "--source", _user.Feed);
        _user.Pack(UserFolder.Alarm);
        var update = await _user.ForayAsync("plugin", "update", "--source", _user.Feed);
        Assert.True(update.ExitCode == 0, update.ToString());
        Assert.Contains("updated Foray.Fixtures.Alarm 0.1.9 -> 0.2.0", update.Output, StringComparison.Ordinal);
    }
}
