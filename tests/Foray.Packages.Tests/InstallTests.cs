using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests;

public sealed class InstallTests : IDisposable
{
    private const string Music = "Foray.Fixtures.Music";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_package_that_was_built_packed_and_installed_is_found_by_the_host()
    {
        _work.Offer(Nupkg.OfFixture(Music, "1.0.0"));
        var change = Assert.Single(await _work.Install(Music));
        Assert.Equal(new PackageChange(Music, PackageOutcome.Installed, "1.0.0", null, true), change);
        Assert.StartsWith(Music + " ", Assert.Single(_work.Found()), StringComparison.Ordinal);
        Assert.StartsWith($".store/{Music}/1.0.0-", new FileInfo(_work.File($"plugins/{Music}")).LinkTarget, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_version_the_highest_stable_one_is_installed()
    {
        foreach (var version in (string[])["1.0.0", "1.10.0", "1.9.0", "2.0.0-beta.1"])
            _work.Offer("Acme.Tools", version);
        await _work.Install("acme.tools");
        Assert.Equal(["Acme.Tools 1.10.0"], _work.Found());
    }

    [Theory]
    [InlineData("Acme.Tools@1.2.0", "1.2.0")]
    [InlineData("Acme.Tools@[1.0,2.0)", "1.10.0")]
    [InlineData("Acme.Tools@2.0.0-beta.1", "2.0.0-beta.1")]
    public async Task A_version_or_a_range_is_kept_to(string request, string expected)
    {
        foreach (var version in (string[])["1.2.0", "1.10.0", "2.0.0-beta.1", "3.0.0"])
            _work.Offer("Acme.Tools", version);
        await _work.Install(request);
        Assert.Equal([$"Acme.Tools {expected}"], _work.Found());
    }

    [Fact]
    public async Task Prereleases_are_installed_where_they_are_asked_for()
    {
        _work.Offer("Acme.Tools", "1.0.0-beta");
        var problem = await Workspace.Refused(() => _work.Install("Acme.Tools"), PackageCodes.NoSuchVersion);
        Assert.Contains("--prerelease", problem.Remedy, StringComparison.Ordinal);
        await _work.Installer().InstallAsync([PackageRequest.Parse("Acme.Tools")], prerelease: true, TestContext.Current.CancellationToken);
        Assert.Equal(["Acme.Tools 1.0.0-beta"], _work.Found());
    }

    [Fact]
    public async Task What_is_required_comes_along_in_the_lowest_version_that_fits_all()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.1.0"));
        _work.Offer("Acme.B", "1.0.0", ("Acme.Base", "[1.0.0,2.0.0)"));
        foreach (var version in (string[])["1.0.0", "1.1.0", "1.2.0", "2.0.0"])
            _work.Offer("Acme.Base", version);
        await _work.Install("Acme.A", "Acme.B");
        Assert.Equal(["Acme.A 1.0.0", "Acme.B 1.0.0", "Acme.Base 1.1.0"], _work.Found());
        var required = _work.Lock!.Find("Acme.Base")!;
        Assert.False(required.IsDirect);
        Assert.Equal(["Acme.A", "Acme.B"], required.RequiredBy.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_requirement_that_turns_up_late_raises_what_was_chosen_early()
    {
        _work.Offer("Acme.Base", "1.0.0", ("Acme.Old", "1.0.0"));
        _work.Offer("Acme.Base", "2.0.0");
        _work.Offer("Acme.Old", "1.0.0");
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"), ("Acme.Z", "1.0.0"));
        _work.Offer("Acme.Z", "1.0.0", ("Acme.Base", "2.0.0"));
        await _work.Install("Acme.A");
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 2.0.0", "Acme.Z 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task A_cycle_of_requirements_is_fine()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.B", "1.0.0"));
        _work.Offer("Acme.B", "1.0.0", ("Acme.A", "1.0.0"));
        await _work.Install("Acme.A");
        Assert.Equal(["Acme.A 1.0.0", "Acme.B 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task A_conflict_names_both_that_require_and_their_ranges_and_changes_nothing()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "[1.0.0]"));
        _work.Offer("Acme.B", "3.0.0", ("Acme.Base", "[2.0.0,)"));
        _work.Offer("Acme.Base", "1.0.0");
        _work.Offer("Acme.Base", "2.0.0");
        await _work.Install("Acme.A");
        var before = File.ReadAllText(_work.User.LockFile);
        var problem = await Workspace.Refused(() => _work.Install("Acme.B"), PackageCodes.Conflict);
        foreach (var part in (string[])["Acme.Base", "'Acme.A' 1.0.0", "[1.0.0]", "'Acme.B' 3.0.0", "[2.0.0, )"])
            Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
        Assert.Equal(before, File.ReadAllText(_work.User.LockFile));
        Assert.Equal(["Acme.A/1.0.0", "Acme.Base/1.0.0"], _work.Stored);
    }

    [Fact]
    public async Task A_package_that_is_there_is_left_unchanged_without_asking_a_feed()
    {
        _work.Offer("Acme.Tools", "1.0.0");
        await _work.Install("Acme.Tools");
        var steps = new List<PackageProgress>();
        Directory.Delete(_work.Feed, recursive: true);
        Directory.CreateDirectory(_work.Feed);
        var change = Assert.Single(await _work.Installer(progress: new Recorder(steps)).InstallAsync([PackageRequest.Parse("Acme.Tools")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(PackageOutcome.Unchanged, change.Outcome);
        Assert.Equal([PackageStage.Done], steps.Select(step => step.Stage));
    }

    [Fact]
    public async Task Progress_tells_of_each_step_and_of_the_bytes()
    {
        var size = _work.Offer("Acme.Tools", "1.0.0").Length;
        var steps = new List<PackageProgress>();
        await _work.Installer(progress: new Recorder(steps)).InstallAsync([PackageRequest.Parse("Acme.Tools")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([PackageStage.Resolving, PackageStage.Downloading, PackageStage.Extracting, PackageStage.Done], steps.Select(step => step.Stage).Distinct());
        Assert.Equal(size, steps.Last(step => step.Stage == PackageStage.Downloading).Bytes);
    }

    [Fact]
    public async Task A_package_that_is_none_of_plugins_is_refused_with_a_remedy()
    {
        _work.Offer(new Nupkg("Acme.Library", "1.0.0") { PackageType = null });
        _work.Offer(new Nupkg("Acme.Command", "1.0.0") { PackageType = "DotnetTool" });
        foreach (var id in (string[])["Acme.Library", "Acme.Command"])
            Assert.Contains(id, (await Workspace.Refused(() => _work.Install(id), PackageCodes.NoPluginPackage)).Message, StringComparison.Ordinal);
        Assert.Empty(_work.Found());
        Assert.Empty(_work.Stored);
    }

    [Theory]
    [InlineData("No.Such", PackageCodes.UnknownPackage)]
    [InlineData("Acme.Tools@9.9.9", PackageCodes.NoSuchVersion)]
    public async Task What_no_feed_has_is_named(string request, string code)
    {
        _work.Offer("Acme.Tools", "1.0.0");
        var problem = await Workspace.Refused(() => _work.Install(request), code);
        Assert.Contains(request.Split('@')[0], problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("Acme@")]
    [InlineData("Acme@latest")]
    [InlineData("Acme@1.*")]
    public void What_is_no_name_or_version_is_refused(string text) =>
        Assert.Equal(PackageCodes.BadRequest, Assert.Throws<Sdk.Diagnostics.DiagnosticException>(() => PackageRequest.Parse(text)).Diagnostics[0].Code);

    [Fact]
    public async Task A_folder_that_the_user_placed_is_named_and_never_touched()
    {
        _work.Offer("Acme.Tools", "1.0.0");
        Directory.CreateDirectory(_work.File("plugins/Acme.Tools"));
        File.WriteAllText(_work.File("plugins/Acme.Tools/mine"), "");
        Assert.Contains("Acme.Tools", (await Workspace.Refused(() => _work.Install("Acme.Tools"), PackageCodes.InTheWay)).Message, StringComparison.Ordinal);
        await Workspace.Refused(() => _work.Installer().RemoveAsync(["Acme.Tools"], TestContext.Current.CancellationToken), PackageCodes.InTheWay);
        Assert.True(File.Exists(_work.File("plugins/Acme.Tools/mine")));
    }

    [Fact]
    public async Task A_link_of_the_user_is_named_and_never_touched()
    {
        _work.Offer("Acme.Tools", "1.0.0");
        Directory.CreateDirectory(_work.File("plugins"));
        Directory.CreateDirectory(_work.File("mine"));
        File.CreateSymbolicLink(_work.File("plugins/Acme.Tools"), "../mine");
        await Workspace.Refused(() => _work.Install("acme.tools"), PackageCodes.InTheWay);
        Assert.Equal("../mine", new FileInfo(_work.File("plugins/Acme.Tools")).LinkTarget);
    }

    [Theory]
    [InlineData(".foray")]
    [InlineData(".foray/plugins")]
    [InlineData(".foray/plugins/.store")]
    public async Task A_project_whose_plugin_folder_is_a_link_cannot_make_us_write_elsewhere(string link)
    {
        _work.Offer("Acme.Tools", "1.0.0");
        var elsewhere = Directory.CreateDirectory(_work.File("elsewhere")).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(_work.File("project/" + link))!);
        File.CreateSymbolicLink(_work.File("project/" + link), elsewhere);
        var installer = _work.Installer(PluginFolder.OfProject(_work.File("project")));
        await Workspace.Refused(() => installer.InstallAsync([PackageRequest.Parse("Acme.Tools")], cancellationToken: TestContext.Current.CancellationToken), PackageCodes.InTheWay);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task The_second_of_two_commands_at_once_is_told_who_is_at_work()
    {
        _work.Offer("Acme.Tools", "1.0.0");
        var problem = "";
        await _work.Installer(atStep: step =>
        {
            if (step == "resolved")
                problem = Workspace.Refused(() => _work.Install("Acme.Tools"), PackageCodes.Busy).GetAwaiter().GetResult().Message;
        }).InstallAsync([PackageRequest.Parse("Acme.Tools")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains($"process {Environment.ProcessId}", problem, StringComparison.Ordinal);
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("downloaded")]
    [InlineData("unpacked")]
    public async Task Cancellation_leaves_everything_as_it_was(string step)
    {
        _work.Offer("Acme.Tools", "1.0.0");
        await _work.Install("Acme.Tools");
        _work.Offer("Acme.Tools", "2.0.0");
        using var cancellation = new CancellationTokenSource();
        var installer = _work.Installer(atStep: reached =>
        {
            if (reached == step)
                cancellation.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installer.UpdateAsync([], cancellationToken: cancellation.Token));
        Assert.Equal(["Acme.Tools 1.0.0"], _work.Found());
        Assert.Equal("1.0.0", Assert.Single(_work.Lock!.Packages).Version);
        Assert.Equal(["Acme.Tools/1.0.0"], _work.Stored);
    }

    private sealed class Recorder(List<PackageProgress> steps) : IProgress<PackageProgress>
    {
        public void Report(PackageProgress value)
        {
            lock (steps)
                steps.Add(value);
        }
    }
}
