using System.Text.Json;

namespace Foray.EndToEnd.Tests.Plugins;

public sealed class PackageCheckTests : IAsyncLifetime
{
    private readonly UserFolder _user = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task A_sound_package_is_ok_as_assembly_folder_name_plugin_and_nupkg()
    {
        var folder = UserFolder.Copy(UserFolder.Alarm, _user.UserPackages);
        foreach (var target in (string[])[FixturePackage.Built(UserFolder.Alarm), folder, UserFolder.Alarm, "software/alarm", _user.Pack(UserFolder.Alarm)])
        {
            var result = await _user.ForayAsync("plugin", "check", target);
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Equal($"{target}: ok\n", result.Output);
        }
    }

    [Fact]
    public async Task All_that_a_manifest_lies_about_is_told_at_once()
    {
        var result = await CheckAsync(FixturePackage.Built("Foray.Fixtures.Liar"));
        foreach (var plugin in (string[])["classless", "factoryless", "misled", "idler", "optionless"])
            Assert.Contains(result, problem => problem.StartsWith("FORAY410", StringComparison.Ordinal) && problem.Contains($"'{plugin}'", StringComparison.Ordinal));
        Assert.Contains(result, problem => problem.Contains("has no schema for 'Foray.Fixtures.Liar.NoOptions'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_that_ends_or_stops_the_process_is_a_finding_and_what_comes_after_it_is_tried()
    {
        var result = await CheckAsync(FixturePackage.Built("Foray.Fixtures.Deadly"), "--timeout", "3s");
        Assert.Equal(
        [
            "FORAY423: package 'Foray.Fixtures.Deadly': making 'result/killer' ended the process with exit code 7",
            "FORAY423: package 'Foray.Fixtures.Deadly': making 'result/sleeper' did not come to an end within 3 s",
            "FORAY406: result 'thrower' of package 'Foray.Fixtures.Deadly' could not be made: the string broke",
        ], result);
    }

    [Fact]
    public async Task What_is_missing_inside_and_what_must_not_be_there_is_told()
    {
        var folder = UserFolder.Copy(UserFolder.Alarm, _user.Of("packages"));
        File.Copy(Path.Combine(Path.GetDirectoryName(ForayProgram.Path)!, "Foray.Sdk.dll"), Path.Combine(folder, "Foray.Sdk.dll"));
        var deps = Path.Combine(folder, "Foray.Fixtures.Alarm.deps.json");
        var text = await File.ReadAllTextAsync(deps, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(deps, text.Replace("\"Foray.Fixtures.Alarm.dll\": {}", "\"Foray.Fixtures.Alarm.dll\": {}, \"lib/net10.0/Bell.dll\": {}", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var result = await CheckAsync(folder);

        Assert.Contains(result, problem => problem.StartsWith("FORAY422", StringComparison.Ordinal) && problem.Contains("'Foray.Sdk'", StringComparison.Ordinal));
        Assert.Contains(result, problem => problem.StartsWith("FORAY408", StringComparison.Ordinal) && problem.Contains("'Bell.dll'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dependency", null, "FORAY427")]
    [InlineData("ForayPlugin", "../../evil", "FORAY432")]
    public async Task A_nupkg_has_the_right_type_and_safe_names(string type, string? more, string code) =>
        Assert.Contains(await CheckAsync(_user.Pack(UserFolder.Alarm, type: type, more: more)), problem => problem.StartsWith(code, StringComparison.Ordinal));

    [Fact]
    public async Task A_renamed_assembly_is_no_package()
    {
        var renamed = _user.Of("Renamed.dll");
        File.Copy(FixturePackage.Built(UserFolder.Alarm), renamed);
        Assert.Contains(await CheckAsync(renamed), problem => problem.StartsWith("FORAY420", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_requirement_that_nobody_meets_is_a_warning()
    {
        var result = await _user.ForayAsync("plugin", "check", FixturePackage.Built("Foray.Fixtures.Theatre"));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("warning FORAY411", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_package_is_told_as_such()
    {
        Assert.Equal(2, (await _user.ForayAsync("plugin", "check", "nowhere.dll")).ExitCode);
        Assert.Equal(2, (await _user.ForayAsync("plugin", "check", _user.Project)).ExitCode);
        Assert.Contains(await CheckAsync(_user.Write("text.dll", "no assembly")), problem => problem.StartsWith("FORAY404", StringComparison.Ordinal));
        Assert.Contains(await CheckAsync(_user.Write("text.nupkg", "no archive")), problem => problem.StartsWith("FORAY431", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> CheckAsync(string target, params string[] more)
    {
        var result = await _user.ForayAsync(["plugin", "check", target, "--format", "json", .. more]);
        Assert.True(result.ExitCode == 4, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.EnumerateArray().Select(problem => $"{problem.GetProperty("code").GetString()}: {problem.GetProperty("message").GetString()}")];
    }
}
