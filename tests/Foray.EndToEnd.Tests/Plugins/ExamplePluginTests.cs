using System.IO.Compression;

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The example plugins as their readers use them: built, tested, packed, checked, installed, run.</summary>
public sealed class ExamplePluginTests(ExamplePlugins examples) : IClassFixture<ExamplePlugins>, IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Names =>
        ["Example.Benchmark", "Example.CustomBackend", "Example.Instruments", "Example.Runners", "Example.SystemCollector", "Example.Tally"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task They_keep_their_contracts_and_pass_their_own_tests()
    {
        var result = await ForayProgram.RunProgramAsync(examples.Tests, _folder.Path, null, "-noColor", "-noLogo");

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_package_has_the_plugin_and_what_it_needs_without_the_sdk_and_breaks_no_contract(string name)
    {
        var package = Path.Combine(examples.Packages, $"{name}.1.0.0.nupkg");
        await using (var archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken))
        {
            var files = archive.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("foray/", StringComparison.Ordinal)).ToList();
            Assert.Contains($"foray/{name}.dll", files);
            Assert.DoesNotContain("foray/Foray.Sdk.dll", files);
        }

        var result = await RunAsync("plugin", "check", package);

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task The_list_has_every_plugin_of_every_package_after_one_install()
    {
        var installed = await RunAsync(["plugin", "install", .. Names.Select(name => (string)name), "--source", examples.Packages]);
        var listed = await RunAsync("plugin", "list");

        Assert.True(installed.ExitCode == 0, installed.ToString());
        var plugins = listed.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words is [_, _, ['E', 'x', 'a', ..], ..]);
        Assert.Equal(
            [
                "agent heater Example.Instruments", "agent thermometer Example.Instruments", "backend line-server Example.CustomBackend",
                "collector advanced-system Example.SystemCollector", "experiment benchmark Example.Benchmark", "runner container Example.Runners",
                "runner local Example.Runners", "software tally Example.Tally",
            ],
            plugins.Select(words => string.Join(' ', words[..3])));
    }

    [Fact]
    public async Task Tally_is_installed_once_and_used()
    {
        var file = await PrepareAsync("Example.Tally", "software-installer");

        var first = await RunAsync("run", file);
        var second = await RunAsync("up", file);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("software tally on reader-1: installed", first.Output, StringComparison.Ordinal);
        Assert.Contains("software tally on reader-1: unchanged", second.Output, StringComparison.Ordinal);
        Assert.Contains("software tally on reader-2: unchanged", second.Output, StringComparison.Ordinal);
        Assert.Equal(2, ResultsFile.Latest(_folder).Cases.Count);
        Assert.All(ResultsFile.Latest(_folder).Cases, row => Assert.Equal(2, row.GetProperty("metrics").GetProperty("be").GetDouble()));
    }

    [Fact]
    public async Task The_check_of_a_file_knows_the_versions_of_tally()
    {
        var file = await PrepareAsync("Example.Tally", "software-installer");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("2.0.0", "3.0.0", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var result = await RunAsync("check", file);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("error TALLY001: there is no tally 3.0.0", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_benchmark_measures_in_a_run_and_down_can_follow()
    {
        var file = await PrepareAsync("Example.Benchmark", "experiment-runner");

        var run = await RunAsync("run", file);
        var down = await RunAsync("down", file);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(down.ExitCode == 0, down.ToString());
        var rows = ResultsFile.Latest(_folder).Cases;
        Assert.Equal(["one", "two"], rows.Select(row => ResultsFile.Text(row, "case")));
        Assert.All(rows, row =>
        {
            Assert.Equal(5, row.GetProperty("metrics").GetProperty("count").GetDouble());
            Assert.True(row.GetProperty("metrics").GetProperty("median_s").GetDouble() > 0);
        });
    }

    /// <summary>Installs a package, and copies the experiment of its example.</summary>
    private async Task<string> PrepareAsync(string package, string example)
    {
        var result = await RunAsync("plugin", "install", package, "--source", examples.Packages);
        Assert.True(result.ExitCode == 0, result.ToString());
        return _folder.Write("experiment.yml", await File.ReadAllTextAsync(Path.Combine(ForayProgram.Root, "examples", "plugins", example, "experiment.yml"), TestContext.Current.CancellationToken));
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => ForayProgram.RunProgramAsync(
        ForayProgram.Path,
        _folder.Path,
        new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder.Of("data"), ["XDG_CACHE_HOME"] = _folder.Of("cache"), ["XDG_CONFIG_HOME"] = _folder.Of("config") },
        arguments);
}
