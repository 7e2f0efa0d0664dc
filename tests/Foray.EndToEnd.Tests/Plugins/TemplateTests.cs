namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The templates of the program's feed, as <c>dotnet new</c> takes them.</summary>
public sealed class TemplateTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["agent", "backend", "deployment", "experiment", "software"];

    private readonly AuthorFolder _author = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _author.DisposeAsync();

    [Fact]
    public async Task Every_template_is_written_built_without_warnings_tested_and_packed()
    {
        string[] hive = ["--debug:custom-hive", _author.Of("hive")];
        await _author.DotnetAsync(["new", "install", Path.Combine(AuthorFolder.Feed, $"Foray.Templates.{AuthorFolder.FeedVersion}.nupkg"), .. hive]);
        foreach (var kind in Kinds)
            await _author.DotnetAsync(["new", $"foray-{kind}", "-n", NameOf(kind), "-o", NameOf(kind), "--feed", AuthorFolder.Feed, "--no-update-check", .. hive]);

        // One build for all, because starting one takes longer than building a template.
        _author.Write("all.slnx", $"<Solution>{string.Concat(Kinds.Select(kind => $"""
            <Project Path="{NameOf(kind)}/{NameOf(kind)}.csproj" /><Project Path="{NameOf(kind)}/tests/{NameOf(kind)}.Tests/{NameOf(kind)}.Tests.csproj" />
            """))}</Solution>");
        File.Copy(_author.Of(NameOf("agent"), "nuget.config"), _author.Of("nuget.config"));
        File.Copy(_author.Of(NameOf("agent"), "global.json"), _author.Of("global.json"));
        await _author.DotnetAsync("build", "all.slnx", "-c", "Release", "-v", "quiet", "-warnaserror", "-p:UseSharedCompilation=false");
        await _author.DotnetAsync("test", "--solution", "all.slnx", "-c", "Release", "--no-build");
        await _author.DotnetAsync("pack", "all.slnx", "-c", "Release", "--no-build", "-v", "quiet", "-o", "packages");

        foreach (var kind in Kinds)
        {
            var (name, package) = (NameOf(kind), $"{NameOf(kind)}.0.1.0.nupkg");
            Assert.Equal(["ForayPlugin"], _author.TypesOf(package));
            Assert.Empty(_author.DependenciesOf(package));
            Assert.Equal(
                ["README.md", $"buildTransitive/{name}.props", $"foray/{name}.deps.json", $"foray/{name}.dll", $"foray/{name}.runtimeconfig.json"],
                _author.FilesOf(package));
            Assert.DoesNotContain("Foray.Sdk", _author.TextOf(package, $"foray/{name}.deps.json"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("deployment")]
    [InlineData("experiment")]
    [InlineData("software")]
    public async Task The_example_of_a_template_runs(string kind)
    {
        string[] hive = ["--debug:custom-hive", _author.Of("hive")];
        var name = NameOf(kind);
        await _author.DotnetAsync(["new", "install", Path.Combine(AuthorFolder.Feed, $"Foray.Templates.{AuthorFolder.FeedVersion}.nupkg"), .. hive]);
        await _author.DotnetAsync(["new", $"foray-{kind}", "-n", name, "-o", name, "--feed", AuthorFolder.Feed, "--no-update-check", .. hive]);
        await _author.DotnetAsync("publish", name, "-o", $"packages/{name}", "-v", "quiet", "-p:UseSharedCompilation=false");
        Assert.DoesNotContain(Directory.EnumerateFiles(_author.Of("packages", name)), file => Path.GetFileName(file).StartsWith("Foray.Sdk", StringComparison.Ordinal));

        var environment = new Dictionary<string, string?> { ["FORAY_PLUGIN_PATH"] = _author.Of("packages") };
        var file = _author.Of(name, "example", "experiment.yml");
        var run = await ForayProgram.RunProgramAsync(ForayProgram.Path, _author.Path, environment, "run", file);
        var down = await ForayProgram.RunProgramAsync(ForayProgram.Path, _author.Path, environment, "down", file);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(down.ExitCode == 0, down.ToString());
    }

    private static string NameOf(string kind) => $"Acme.Try{char.ToUpperInvariant(kind[0])}{kind[1..]}";
}
