using Foray.Packages.Feeds;
using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests.Feeds;

/// <summary>Versions that their author withdrew from a feed's lists: nobody gets one who does not name it.</summary>
public sealed class UnlistedTests : IDisposable
{
    private readonly Workspace _work = new();
    private readonly FeedServer _server = new(
        new Nupkg("Acme.A", "1.0.0"), new Nupkg("Acme.A", "1.1.0"), new Nupkg("Acme.A", "1.2.0") { IsUnlisted = true }, new Nupkg("Acme.A", "2.0.0-beta"),
        new Nupkg("Acme.Gone", "1.0.0") { IsUnlisted = true }, new Nupkg("Acme.Next", "1.0.0") { IsUnlisted = true }, new Nupkg("Acme.Next", "2.0.0-beta"),
        new Nupkg("Acme.B", "1.0.0") { Requires = [("Acme.Gone", "1.0.0")] });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _work.Dispose();
    }

    [Theory]
    [InlineData("Acme.A", "1.1.0")]
    [InlineData("Acme.A@[1.0,2.0)", "1.1.0")]
    [InlineData("Acme.A@1.2.0", "1.2.0")]
    [InlineData("Acme.A@[1.2.0]", "1.2.0")]
    [InlineData("Acme.Gone@1.0.0", "1.0.0")]
    public async Task An_install_takes_one_only_where_it_is_named(string request, string version)
    {
        await InstallAsync(request);
        Assert.Equal([$"{request.Split('@')[0]} {version}"], _work.Found());
    }

    [Fact]
    public async Task An_update_does_not_take_one_and_does_not_go_back_from_one()
    {
        await InstallAsync("Acme.A@[1.0,1.1)");
        await InstallAsync("Acme.A@[1.0,2.0)");
        await Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 1.1.0"], _work.Found());

        await InstallAsync("Acme.A@1.2.0");
        await InstallAsync("Acme.A");
        await Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 1.2.0"], _work.Found());
    }

    [Fact]
    public async Task A_package_that_requires_one_gets_it_as_with_NuGet()
    {
        await InstallAsync("Acme.B");
        Assert.Equal(["Acme.B 1.0.0", "Acme.Gone 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task Where_there_is_no_other_the_message_says_how_to_have_it()
    {
        var problem = await Workspace.Refused(() => InstallAsync("Acme.Gone"), PackageCodes.NoSuchVersion);
        Assert.Contains("1.0.0 was withdrawn by its author", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'Acme.Gone@1.0.0'", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains("there is 2.0.0-beta", (await Workspace.Refused(() => InstallAsync("Acme.Next"), PackageCodes.NoSuchVersion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_another_feed_lists_is_listed()
    {
        using var other = new FeedServer(new Nupkg("Acme.A", "1.2.0"));
        await InstallAsync("Acme.A", _server.Url, other.Url);
        Assert.Equal(["Acme.A 1.2.0"], _work.Found());
    }

    [Fact]
    public async Task A_feed_that_does_not_tell_lists_all_that_it_has()
    {
        _server.HasRegistrations = false;
        await InstallAsync("Acme.A");
        Assert.Equal(["Acme.A 1.2.0"], _work.Found());
    }

    [Fact]
    public async Task A_feed_that_fails_to_tell_is_named()
    {
        _server.Instead = (path, _) => path.Contains("/registrations/", StringComparison.Ordinal) ? 500 : 0;
        Assert.Contains(_server.Url, (await Workspace.Refused(() => InstallAsync("Acme.A"), PackageCodes.FeedFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_tells_what_is_listed()
    {
        var found = await PackageFeeds.Open(_work.Root, [_server.Url]).SearchAsync("acme", cancellationToken: Token);
        Assert.DoesNotContain("Acme.Gone", found.Packages.Select(package => package.Id));
        Assert.DoesNotContain("1.2.0", found.Packages.Select(package => package.Version));
    }

    private PackageInstaller Installer(params string[] sources) => _work.Installer(sources: sources.Length > 0 ? sources : [_server.Url]);

    private Task InstallAsync(string request, params string[] sources) => Installer(sources).InstallAsync([PackageRequest.Parse(request)], cancellationToken: Token);
}
