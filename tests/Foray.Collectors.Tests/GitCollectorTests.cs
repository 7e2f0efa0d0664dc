using Foray.Collectors.Repositories;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;
using Foray.Sdk.Tracking;

namespace Foray.Collectors.Tests;

public sealed class GitCollectorTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Branch_commit_and_description_become_tags()
    {
        using var repository = Repository.Create();
        var commit = repository.Commit("a.txt", "1\n");
        repository.Git("tag", "v1.0");

        var tags = await CollectAsync(new { repository.Folder });

        Assert.Equal(commit, tags["git/commit"]);
        Assert.Equal("main", tags["git/branch"]);
        Assert.Equal("v1.0", tags["git/describe"]);
        Assert.Equal("false", tags["git/dirty"]);
    }

    [Fact]
    public async Task A_changed_file_makes_it_dirty_and_a_new_one_does_not()
    {
        using var repository = Repository.Create();
        repository.Commit("a.txt", "1\n");
        repository.Write("output.txt", "new");
        Assert.Equal("false", (await CollectAsync(new { repository.Folder }))["git/dirty"]);

        repository.Write("a.txt", "2\n");
        Assert.Equal("true", (await CollectAsync(new { repository.Folder }))["git/dirty"]);
    }

    [Fact]
    public async Task A_detached_head_has_no_branch_and_a_new_repository_no_commit()
    {
        using var repository = Repository.Create();
        Assert.Equal(["git/branch", "git/dirty"], (await CollectAsync(new { repository.Folder })).Keys.Order(StringComparer.Ordinal));

        repository.Commit("a.txt", "1\n");
        repository.Git("checkout", "--quiet", "--detach");
        Assert.DoesNotContain("git/branch", (await CollectAsync(new { repository.Folder })).Keys);
    }

    [Fact]
    public async Task Remotes_come_without_credentials()
    {
        using var repository = Repository.Create();
        repository.Git("remote", "add", "origin", "https://alice:s3cret@example.org:8443/lab/code.git?private_token=abc");
        repository.Git("remote", "add", "mirror", "git@example.org:lab/code.git");

        var tags = await CollectAsync(new { repository.Folder });

        Assert.Equal("https://example.org:8443/lab/code.git", tags["git/remote/origin"]);
        Assert.Equal("example.org:lab/code.git", tags["git/remote/mirror"]);
    }

    [Fact]
    public async Task The_diff_is_kept_where_it_is_asked_for_and_cut_at_its_limit()
    {
        using var repository = Repository.Create();
        repository.Commit("a.txt", "1\n");
        repository.Write("a.txt", "äöü" + new string('x', 5000));

        Assert.DoesNotContain("git/diff", (await CollectAsync(new { repository.Folder })).Keys);
        Assert.Contains("-1\n", (await CollectAsync(new { repository.Folder, IncludeDiff = true }))["git/diff"], StringComparison.Ordinal);
        var cut = (await CollectAsync(new { repository.Folder, IncludeDiff = true, DiffLimit = "1KiB" }))["git/diff"];
        Assert.Matches(@"x\n\[cut: \d+ bytes in all\]\n$", cut);
        Assert.InRange(cut.Length, 900, 1100);
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_told_once()
    {
        var collector = PluginUnderTest.Create<GitCollector>(new { _host.Folder }, _host);

        var sink = new RecordingMetricSink();
        await collector.CollectAsync(sink, TestContext.Current.CancellationToken);
        await collector.CollectAsync(sink, TestContext.Current.CancellationToken);

        Assert.Empty(sink.Metrics);
        Assert.Contains("not a git repository", Assert.Single(_host.Logger.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computer_without_Git_is_told_once()
    {
        _host.Processes.FindsNothing = true;

        Assert.Empty(await CollectAsync(new { _host.Folder }));

        Assert.Single(_host.Logger.Entries);
    }

    private async Task<Dictionary<string, string>> CollectAsync(object options)
    {
        var sink = new RecordingMetricSink();
        await PluginUnderTest.Create<GitCollector>(options, _host).CollectAsync(sink, TestContext.Current.CancellationToken);
        Assert.All(sink.Metrics, metric => Assert.True(metric.Type is MetricType.Tag or MetricType.Text));
        return sink.Metrics.ToDictionary(metric => metric.Name, metric => metric.Text!);
    }
}
