namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>The templates of the program's feed, as <c>dotnet new</c> takes them, written and built once for all tests.</summary>
public sealed class TemplateTests(TemplateTests.BuiltTemplates built) : IClassFixture<TemplateTests.BuiltTemplates>
{
    private static readonly string[] Kinds = ["agent", "backend", "deployment", "experiment", "software"];

    private readonly AuthorFolder _author = built.Author;

    [Fact]
    public async Task Every_template_is_built_without_warnings_tested_and_packed()
    {
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
        var name = NameOf(kind);
        await _author.DotnetAsync("publish", name, "--no-build", "-o", $"published/{kind}/{name}", "-v", "quiet");
        Assert.DoesNotContain(Directory.EnumerateFiles(_author.Of("published", kind, name)), file => Path.GetFileName(file).StartsWith("Foray.Sdk", StringComparison.Ordinal));

        var environment = new Dictionary<string, string?> { ["FORAY_PLUGIN_PATH"] = _author.Of("published", kind) };
        var file = _author.Of(name, "example", "experiment.yml");
        var run = await ForayProgram.RunProgramAsync(ForayProgram.Path, _author.Path, environment, "run", file);
        var down = await ForayProgram.RunProgramAsync(ForayProgram.Path, _author.Path, environment, "down", file);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(down.ExitCode == 0, down.ToString());
    }

    private static string NameOf(string kind) => $"Acme.Try{char.ToUpperInvariant(kind[0])}{kind[1..]}";

    /// <summary>A folder in which every template was written and all were built.</summary>
    public sealed class BuiltTemplates : IAsyncLifetime
    {
        internal AuthorFolder Author { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Author.InstallTemplatesAsync();
            foreach (var kind in Kinds)
                await Author.NewAsync(kind, NameOf(kind), NameOf(kind), AuthorFolder.Feed);

            // One build for all, because starting one takes longer than building a template.
            Author.Write("all.slnx", $"<Solution>{string.Concat(Kinds.Select(kind => $"""
                <Project Path="{NameOf(kind)}/{NameOf(kind)}.csproj" /><Project Path="{NameOf(kind)}/tests/{NameOf(kind)}.Tests/{NameOf(kind)}.Tests.csproj" />
                """))}</Solution>");
            File.Copy(Author.Of(NameOf("agent"), "nuget.config"), Author.Of("nuget.config"));
            File.Copy(Author.Of(NameOf("agent"), "global.json"), Author.Of("global.json"));
            await Author.DotnetAsync("build", "all.slnx", "-c", "Release", "-v", "quiet", "-warnaserror", "-p:UseSharedCompilation=false");
        }

        public ValueTask DisposeAsync() => Author.DisposeAsync();
    }
}
