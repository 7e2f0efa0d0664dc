using System.Diagnostics;
using Foray.Packages.Feeds;
using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests.Feeds;

public sealed class HttpFeedTests : IDisposable
{
    private readonly Workspace _work = new();
    private readonly FeedServer _server = new(
        new Nupkg("Acme.A", "1.0.0") { Requires = [("Acme.Base", "1.0.0")] }, new Nupkg("Acme.Base", "1.0.0"), new Nupkg("Acme.Base", "1.1.0"), new Nupkg("Acme.Library", "1.0.0") { PackageType = null });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _work.Dispose();
    }

    [Fact]
    public async Task Packages_and_what_they_require_come_over_the_network()
    {
        await Install();
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
        Assert.All(_work.Lock!.Packages, package => Assert.Equal(_server.Url, package.Source));
    }

    [Fact]
    public async Task What_is_locked_and_there_is_not_asked_for()
    {
        await Install();
        _server.Requests.Clear();
        await Install();
        await new PackageInstaller(_work.User, Feeds()).RestoreAsync(Token);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://user:secret@")]
    public async Task A_feed_that_wants_a_log_in_says_so_and_tells_no_secret(string login)
    {
        _server.Instead = (_, _) => 401;
        var source = login.Length == 0 ? _server.Url : _server.Url.Replace("http://", login, StringComparison.Ordinal);
        var problem = await Workspace.Refused(() => Install(PackageFeeds.Open(_work.Root, [source])), PackageCodes.FeedRefused);
        Assert.Contains(_server.Url, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_in_of_the_configuration_is_used()
    {
        File.WriteAllText(_work.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="private" value="{_server.Url}" allowInsecureConnections="true" /></packageSources>
              <packageSourceCredentials><private><add key="Username" value="user" /><add key="ClearTextPassword" value="secret" /></private></packageSourceCredentials>
            </configuration>
            """);
        var expected = "Basic " + Convert.ToBase64String("user:secret"u8);
        _server.Instead = (_, login) => login == expected ? 0 : 401;
        foreach (var feeds in (PackageFeeds[])[PackageFeeds.Open(_work.Root), PackageFeeds.Open(_work.Root, ["private"])])
            Assert.Equal([_server.Url], feeds.Sources);
        await Install(PackageFeeds.Open(_work.Root));
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_feed_that_fails_is_named(int status)
    {
        _server.Instead = (_, _) => status;
        Assert.Contains(_server.Url, (await Workspace.Refused(() => Install(), PackageCodes.FeedFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_fails_during_the_download_leaves_nothing()
    {
        _server.Instead = (path, _) => path.EndsWith(".nupkg", StringComparison.Ordinal) && path.Contains("base", StringComparison.Ordinal) ? 500 : 0;
        await Workspace.Refused(() => Install(), PackageCodes.FeedFailed);
        Assert.Empty(_work.Found());
        Assert.Empty(_work.Stored);
    }

    [Theory]
    [InlineData("/index.json")]
    [InlineData("/flat/acme.a/index.json")]
    [InlineData(".nupkg")]
    public async Task A_feed_that_says_nothing_is_given_up(string where)
    {
        _server.Instead = (path, _) => path.EndsWith(where, StringComparison.Ordinal) ? null : 0;
        var problem = await Workspace.Refused(() => Install(PackageFeeds.Open(_work.Root, [_server.Url], TimeSpan.FromMilliseconds(300))), PackageCodes.FeedFailed);
        Assert.Contains("0.3 seconds", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_work.Stored);
    }

    [Fact]
    public async Task Cancelling_while_a_feed_says_nothing_is_prompt()
    {
        using var cancellation = new CancellationTokenSource();
        _server.Instead = (path, _) =>
        {
            if (!path.EndsWith(".nupkg", StringComparison.Ordinal))
                return 0;
            cancellation.Cancel();
            return null;
        };
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Install(token: cancellation.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(_work.Stored);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_named()
    {
        _server.Dispose();
        await Workspace.Refused(() => Install(), PackageCodes.FeedFailed);
    }

    [Fact]
    public async Task An_address_that_is_no_feed_is_named()
    {
        await Workspace.Refused(() => Install(PackageFeeds.Open(_work.Root, [_server.Url + "/nothing/index.json"])), PackageCodes.FeedFailed);
    }

    [Fact]
    public async Task A_restore_takes_another_feed_where_one_fails_because_the_hash_tells()
    {
        await Install();
        Directory.Delete(_work.File("plugins/.store"), recursive: true);
        _work.Offer(new Nupkg("Acme.A", "1.0.0") { Requires = [("Acme.Base", "1.0.0")] });
        using var other = new FeedServer();
        other.Instead = (_, _) => 500;
        await new PackageInstaller(_work.User, PackageFeeds.Open(_work.Root, [other.Url, _server.Url])).RestoreAsync(Token);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task An_install_does_not_choose_a_version_while_a_feed_fails()
    {
        using var other = new FeedServer();
        other.Instead = (_, _) => 500;
        await Workspace.Refused(() => Install(PackageFeeds.Open(_work.Root, [_server.Url, other.Url])), PackageCodes.FeedFailed);
    }

    [Fact]
    public async Task A_search_asks_for_plugins_only()
    {
        var found = await Feeds().SearchAsync("acme", cancellationToken: Token);
        Assert.Equal(["Acme.A", "Acme.Base"], found.Packages.Select(package => package.Id));
        Assert.Equal("1.1.0", found.Packages[1].Version);
        Assert.Contains(_server.Requests, request => request.Contains("q=acme", StringComparison.Ordinal) && request.Contains("packageType=ForayPlugin", StringComparison.Ordinal));
    }

    private PackageFeeds Feeds() => PackageFeeds.Open(_work.Root, [_server.Url]);

    private Task Install(PackageFeeds? feeds = null, CancellationToken? token = null) =>
        new PackageInstaller(_work.User, feeds ?? Feeds()).InstallAsync([PackageRequest.Parse("Acme.A")], cancellationToken: token ?? Token);
}
