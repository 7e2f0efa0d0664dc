namespace Foray.EndToEnd.Tests.Plugins;

/// <summary><c>foray plugin new</c>, which writes what <c>dotnet new</c> writes.</summary>
public sealed class PluginNewTests : IAsyncLifetime
{
    private readonly AuthorFolder _author = new();

    private string Feed => _author.Of("data", "foray", "feed");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _author.DisposeAsync();

    [Fact]
    public async Task It_writes_the_same_files_as_dotnet_new()
    {
        await _author.InstallTemplatesAsync();
        foreach (var kind in (string[])["agent", "backend", "deployment", "experiment", "software"])
            await AssertSameAsync(kind);
    }

    [Fact]
    public async Task It_brings_the_packages_into_the_users_feed_and_leaves_those_that_are_there()
    {
        await NewAsync("software", "Acme.One", "one");
        var sdk = Path.Combine(Feed, $"Foray.Sdk.{AuthorFolder.FeedVersion}.nupkg");
        var written = File.GetLastWriteTimeUtc(sdk);
        await NewAsync("software", "Acme.Two", "two");

        Assert.Equal(written, File.GetLastWriteTimeUtc(sdk));
        Assert.True(File.Exists(Path.Combine(Feed, $"Foray.Sdk.Testing.{AuthorFolder.FeedVersion}.nupkg")));
    }

    [Theory]
    [InlineData("teapot", "Acme.Tea", "new", "FORAY180")]
    [InlineData("software", "../evil", "new", "FORAY181")]
    [InlineData("software", "acme.tools", "new", "FORAY181")]
    [InlineData("software", "Foray.Software", "new", "FORAY181")]
    [InlineData("software", "Acme.Tools", "used", "FORAY182")]
    public async Task What_cannot_be_written_is_refused_and_nothing_is_written(string kind, string name, string folder, string code)
    {
        _author.Write("used/notes.txt", "mine");

        var result = await NewAsync(kind, name, folder);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_author.Of("new")));
        Assert.False(Directory.Exists(Feed));
        Assert.Equal(["notes.txt"], Files("used"));
    }

    private async Task AssertSameAsync(string kind)
    {
        var (own, other) = (Path.Combine(kind, "ours"), Path.Combine(kind, "theirs"));
        var result = await NewAsync(kind, "Acme.DiskProbe", own);
        Assert.True(result.ExitCode == 0, result.ToString());
        await _author.NewAsync(kind, "Acme.DiskProbe", other, Feed);

        var ours = Files(own);
        Assert.Equal(Files(other), ours);
        Assert.All(ours, file => Assert.Equal(File.ReadAllText(_author.Of(other, file)), File.ReadAllText(_author.Of(own, file))));
        Assert.DoesNotContain(ours, file => file.Contains("Acme.Plugin", StringComparison.Ordinal));
    }

    private Task<CommandResult> NewAsync(string kind, string name, string folder) => ForayProgram.RunProgramAsync(
        ForayProgram.Path, _author.Path, new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _author.Of("data") }, "plugin", "new", kind, name, "-o", folder);

    private List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(_author.Of(folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_author.Of(folder), file)).Order(StringComparer.Ordinal)];
}
