using Foray.Packages.Feeds;
using Foray.Packages.Tests.Support;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests.Feeds;

public sealed class FeedChoiceTests : IDisposable
{
    private readonly Workspace _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_configuration_that_holds_in_the_folder_gives_the_feeds_that_are_enabled()
    {
        Configure("""<add key="one" value="feed" /><add key="two" value="https://feed.example/index.json" /><add key="off" value="elsewhere" />""",
            """<disabledPackageSources><add key="off" value="true" /></disabledPackageSources>""");
        Directory.CreateDirectory(_work.File("below"));
        Assert.Equal([_work.Feed, "https://feed.example/index.json"], PackageFeeds.Open(_work.File("below")).Sources);
    }

    [Fact]
    public void Given_sources_are_the_only_ones()
    {
        Configure("""<add key="one" value="feed" /><add key="two" value="https://feed.example/index.json" />""");
        Assert.Equal([_work.Feed], PackageFeeds.Open(_work.Root, ["feed"]).Sources);
        Assert.Equal(["https://feed.example/index.json"], PackageFeeds.Open(_work.Root, ["TWO"]).Sources);
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData("ftp://feed.example")]
    public void A_source_that_is_none_is_refused(string source) => Refused(() => PackageFeeds.Open(_work.Root, [source]), source);

    [Theory]
    [InlineData("ftp://user:hunter22@feed.example/x")]
    [InlineData("https://user:hunter22@bad host/")]
    [InlineData("folder?sig=hunter22&x://a?sig=hunter22")]
    public void A_password_in_an_address_is_not_told(string source)
    {
        var problem = Assert.Throws<DiagnosticException>(() => PackageFeeds.Open(_work.Root, [source])).Diagnostics[0];
        Assert.DoesNotContain("user:hunter22", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a?sig=hunter22", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_feed_there_is_a_remedy()
    {
        Configure("");
        Refused(() => PackageFeeds.Open(_work.Root), "no feed");
    }

    [Fact]
    public void A_configuration_that_is_no_XML_is_named()
    {
        File.WriteAllText(_work.File("nuget.config"), "<configuration>");
        Refused(() => PackageFeeds.Open(_work.Root), "nuget.config");
    }

    [Fact]
    public async Task Names_that_are_mapped_to_a_feed_are_taken_from_no_other()
    {
        var other = Directory.CreateDirectory(_work.File("other")).FullName;
        Configure("""<add key="one" value="feed" /><add key="two" value="other" />""",
            """<packageSourceMapping><packageSource key="one"><package pattern="Acme.*" /></packageSource><packageSource key="two"><package pattern="*" /></packageSource></packageSourceMapping>""");
        _work.Offer("Acme.Tools", "1.0.0");
        File.WriteAllBytes(Path.Combine(other, "Acme.Tools.9.0.0.nupkg"), new Nupkg("Acme.Tools", "9.0.0").Pack());
        await new PackageInstaller(_work.User, PackageFeeds.Open(_work.Root)).InstallAsync([PackageRequest.Parse("Acme.Tools")], cancellationToken: Token);
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task A_search_of_a_folder_tells_the_highest_version_of_plugins_that_have_the_text()
    {
        _work.Offer(new Nupkg("Acme.Tools", "1.0.0") { Description = "Old" });
        _work.Offer(new Nupkg("Acme.Tools", "2.0.0") { Description = "Measures noise" });
        _work.Offer("Acme.Tools", "3.0.0-beta");
        _work.Offer("Other", "1.0.0");
        _work.Offer(new Nupkg("Acme.Library", "1.0.0") { PackageType = null });
        var found = await PackageFeeds.Open(_work.Root, [_work.Feed]).SearchAsync("acme", cancellationToken: Token);
        Assert.Equal([new FoundPackage("Acme.Tools", "2.0.0", "Measures noise", _work.Feed)], found.Packages);
        Assert.Equal("3.0.0-beta", (await PackageFeeds.Open(_work.Root, [_work.Feed]).SearchAsync("tools", prerelease: true, cancellationToken: Token)).Packages[0].Version);
        Assert.Equal("Acme.Tools", Assert.Single((await PackageFeeds.Open(_work.Root, [_work.Feed]).SearchAsync("NOISE", cancellationToken: Token)).Packages).Id);
    }

    [Fact]
    public async Task One_feed_that_cannot_be_searched_is_a_warning_and_all_are_an_error()
    {
        using var server = new FeedServer();
        server.Instead = (_, _) => 500;
        _work.Offer("Acme.Tools", "1.0.0");
        var found = await PackageFeeds.Open(_work.Root, [_work.Feed, server.Url]).SearchAsync("", cancellationToken: Token);
        Assert.Single(found.Packages);
        Assert.Equal(Severity.Warning, Assert.Single(found.Warnings).Severity);
        await Workspace.Refused(() => PackageFeeds.Open(_work.Root, [server.Url]).SearchAsync("", cancellationToken: Token), PackageCodes.FeedFailed);
    }

    [Fact]
    public async Task A_bad_file_in_a_folder_hides_no_other()
    {
        _work.Offer("Acme.Tools", "1.0.0");
        _work.Offer("Acme.Broken", "1.0.0", "no archive"u8.ToArray());
        var found = await PackageFeeds.Open(_work.Root, [_work.Feed]).SearchAsync("acme", cancellationToken: Token);
        Assert.Equal("Acme.Tools", Assert.Single(found.Packages).Id);
        Assert.Contains("Acme.Broken", Assert.Single(found.Warnings).Message, StringComparison.Ordinal);
        await _work.Install("Acme.Tools");
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
    }

    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(10, "it was cut off, or its content is broken")]
    [InlineData(-40, "it was cut off, or its content is broken")]
    [InlineData(null, "it is no archive")]
    public async Task A_file_of_a_folder_that_cannot_be_read_is_named_with_what_is_wrong_and_what_to_do(int? length, string reason)
    {
        var sound = new Nupkg("Acme.Tools", "1.1.0").Pack();
        _work.Offer("Acme.Tools", "1.0.0");
        _work.Offer("Acme.Tools", "1.1.0", length is null ? "no archive"u8.ToArray() : sound[..(length < 0 ? sound.Length + length.Value : length.Value)]);
        foreach (var request in (string[])["Acme.Tools", "acme.tools@1.1.0"])
        {
            var problem = await Workspace.Refused(() => _work.Install(request), PackageCodes.BadArchive);
            Assert.Equal($"the package '{Path.Combine(_work.Feed, "Acme.Tools.1.1.0.nupkg")}' is damaged: {reason}", problem.Message);
            Assert.Equal("replace the file with a sound one, or remove it", problem.Remedy);
        }

        File.Delete(Path.Combine(_work.Feed, "Acme.Tools.1.1.0.nupkg"));
        await _work.Install("Acme.Tools");
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task A_restore_takes_another_feed_where_the_file_in_a_folder_is_damaged_and_names_it_where_there_is_none()
    {
        var content = _work.Offer("Acme.Tools", "1.0.0");
        await _work.Install("Acme.Tools");
        Directory.Delete(_work.File("plugins/.store"), recursive: true);
        _work.Offer("Acme.Tools", "1.0.0", content[..^40]);
        Assert.Contains("Acme.Tools.1.0.0.nupkg' is damaged", (await Workspace.Refused(() => _work.Installer().RestoreAsync(Token), PackageCodes.BadArchive)).Message, StringComparison.Ordinal);

        var other = Directory.CreateDirectory(_work.File("other")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(other, "Acme.Tools.1.0.0.nupkg"), content, Token);
        await _work.Installer(sources: [_work.Feed, other]).RestoreAsync(Token);
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
    }

    private void Configure(string sources, string more = "") =>
        File.WriteAllText(_work.File("nuget.config"), $"<configuration><packageSources><clear />{sources}</packageSources><disabledPackageSources><clear /></disabledPackageSources>{more}</configuration>"
            .Replace("<disabledPackageSources><clear /></disabledPackageSources><disabledPackageSources>", "<disabledPackageSources><clear />", StringComparison.Ordinal));

    private static void Refused(Action work, string part)
    {
        var problem = Assert.Throws<DiagnosticException>(work).Diagnostics[0];
        Assert.Equal(PackageCodes.NoFeed, problem.Code);
        Assert.Contains(part, problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(problem.Remedy);
    }
}
