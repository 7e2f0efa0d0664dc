using Foray.Configuration.Hosting;
using Foray.Plugins.Lifecycle;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;

namespace Foray.Configuration.Tests.Hosting;

public sealed class HostConfigurationTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-hosting-").FullName;
    private readonly Metronomes _program = new();

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private IReadOnlyList<string> Problems(string text)
    {
        var path = Write("plugins.yml", text);
        return [.. Assert.Throws<DiagnosticException>(() => _program.Host.LoadConfiguration(path)).Diagnostics.Select(problem => problem.ToString()[_folder.Length..])];
    }

    [Theory]
    [InlineData("plugins.yml", "plugins:\n  result/metronome:\n    tempo: 90\n    file: beat.txt\n")]
    [InlineData("plugins.json", """{"plugins": {"result/Foray.Fixtures.Metronome:metronome": {"tempo": 90, "file": "beat.txt"}}}""")]
    public async Task Options_are_read_from_a_file(string name, string text)
    {
        Assert.Equal(["result/Foray.Fixtures.Metronome:metronome"], _program.Host.LoadConfiguration(Write(name, text)).Ids);
        await _program.StartAsync();
        Assert.Equal("beat.txt", _program.Host.Get<IResultWriter>(Metronomes.Id).FileName);
        Assert.Equal("make metronome 90", _program.Told[0]);
    }

    [Fact]
    public void A_plugin_without_options_can_be_named_alone() =>
        Assert.Single(_program.Host.LoadConfiguration(Write("plugins.yml", "plugins:\n  result/metronome:\n")).Ids);

    [Fact]
    public async Task An_option_with_its_former_name_works_and_is_told()
    {
        var configured = _program.Host.LoadConfiguration(Write("plugins.yml", "plugins: { result/metronome: { speed: 90 } }"));
        Assert.Equal("FORAY151", Assert.Single(configured.Warnings).Code);
        await _program.StartAsync();
        Assert.Equal("make metronome 90", _program.Told[0]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_with_its_place_and_nothing_is_changed()
    {
        _program.Host.LoadConfiguration(Write("good.yml", "plugins: { result/metronome: { tempo: 90 } }"));
        Assert.Equal(
            ["1:1: error FORAY121", "4:12: error FORAY123", "5:5: error FORAY121", "6:3: error FORAY401", "7:3: error FORAY401", "7:21: error FORAY120"],
            Problems("plugin: 1\nplugins:\n  result/metronome:\n    tempo: 1000\n    temp: 3\n  result/metronom: {}\n  result/metronom2: []\n")
                .Select(problem => string.Join(':', problem.Split(':')[1..4])));
        await _program.StartAsync();
        Assert.Equal("make metronome 90", _program.Told[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("plugins: 7")]
    [InlineData("plugins:\n  metronome: {}")]
    [InlineData("plugins:\n  result/metronome: 7")]
    [InlineData("plugins:\n  result/metronome: {}\n  result/Foray.Fixtures.Metronome:metronome: {}")]
    [InlineData("plugins:\n\tresult/metronome: {}")]
    public void A_file_of_another_form_is_told(string text) => Assert.NotEmpty(Problems(text));

    [Fact]
    public void A_file_that_does_not_exist_is_told() =>
        Assert.Contains("FORAY101", Assert.Throws<DiagnosticException>(() => _program.Host.LoadConfiguration(Path.Combine(_folder, "absent.yml"))).Diagnostics[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Paths_are_taken_from_the_files_folder_then_and_when_the_plugin_is_made()
    {
        Write("march.txt", "");
        _program.Host.LoadConfiguration(Write("plugins.yml", "plugins: { result/metronome: { sheet: march.txt } }"));
        await _program.StartAsync();
        Assert.Equal(PluginState.Active, _program.Host.StatusOf(Metronomes.Id).State);
    }

    [Fact]
    public async Task Options_that_do_not_fit_are_all_told_when_the_plugin_is_made()
    {
        var bad = new Sdk.Documents.MappingNode(default,
        [
            KeyValuePair.Create(Text("tempo"), (Sdk.Documents.DocumentNode)Text("fast")),
            KeyValuePair.Create(Text("loudness"), (Sdk.Documents.DocumentNode)Text("mezzo")),
        ]);
        var refusal = await Assert.ThrowsAsync<DiagnosticException>(() => _program.Host.InitializeAsync(Metronomes.Id, bad));
        Assert.Equal(2, refusal.Diagnostics.Count);
        Assert.Equal(PluginState.Failed, _program.Host.StatusOf(Metronomes.Id).State);
        Assert.Empty(_program.Told);
    }

    private static Sdk.Documents.ScalarNode Text(string text) => new(default, text, Sdk.Documents.ScalarKind.Text);
}
