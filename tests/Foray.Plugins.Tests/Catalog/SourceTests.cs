using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Catalog;

/// <summary>Where packages come from, and what is said where that is not clear.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly PackageFolder _program = new();
    private readonly PackageFolder _user = new();
    private readonly PackageFolder _path = new();
    private readonly PackageFolder _file = new();
    private readonly PackageFolder _project = new();

    public void Dispose()
    {
        foreach (var folder in new[] { _program, _user, _path, _file, _project })
            folder.Dispose();
    }

    private static void Put(PackageFolder folder, string package, string version = "1.0.0") => folder.AddManifest(package,
        $$"""{"package":"{{package}}","version":"{{version}}","sdk":"0.2.0","plugins":[{"kind":"result","name":"{{package.ToLowerInvariant()}}","type":"X","factory":"Y"}]}""");

    private string PutIntoProject(string package)
    {
        Put(_project, package);
        var folder = CatalogPlaces.PackagesOf(_project.Path);
        Directory.CreateDirectory(folder);
        Directory.Move(Path.Combine(_project.Path, package), Path.Combine(folder, package));
        return folder;
    }

    private PluginCatalog Find(PluginSettings? settings = null, ProjectTrustState trust = ProjectTrustState.Trusted, string? file = null) => CatalogBuilder.Find(
        new CatalogPlaces
        {
            ProgramFolder = _program.Path,
            UserFolder = _user.Path,
            ProjectFolder = _project.Path,
            Folders = [_path.Path],
            Files = file is null ? [] : [file],
            Trust = folder => folder == _project.Path ? trust : throw new InvalidOperationException(),
        },
        settings ?? new PluginSettings());

    [Fact]
    public void Every_place_is_searched_and_a_package_says_from_which_it_is()
    {
        Put(_program, "A");
        Put(_user, "B");
        PutIntoProject("C");
        Put(_path, "D");
        Put(_file, "E");
        using var settings = new PackageFolder();
        Put(settings, "F");
        var catalog = Find(new PluginSettings { Paths = [settings.Path] }, file: _file.AssemblyOf("E"));
        Assert.Empty(catalog.Diagnostics);
        Assert.Equal(
            [("A", PackageSource.Program), ("B", PackageSource.User), ("C", PackageSource.Project), ("F", PackageSource.Path), ("D", PackageSource.Path), ("E", PackageSource.Explicit)],
            catalog.Packages.Select(package => (package.Name, package.Source)));
    }

    [Theory]
    [InlineData(ProjectTrustState.Untrusted, "are not trusted")]
    [InlineData(ProjectTrustState.Changed, "have changed since")]
    public async Task The_packages_of_a_project_are_listed_and_not_used_before_somebody_trusts_them(ProjectTrustState trust, string why)
    {
        PutIntoProject("C");
        var catalog = Find(trust: trust);
        var plugin = Assert.Single(catalog.Plugins);
        Assert.Equal(PluginAvailability.Untrusted, catalog.AvailabilityOf(plugin, out var reason));
        Assert.Null(catalog.Find("result", "c", out var problem));
        Assert.Equal(problem, reason);
        Assert.Equal(PluginCodes.Untrusted, problem!.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        Assert.Contains(_project.Path, problem.Message, StringComparison.Ordinal);
        Assert.Empty(catalog.NamesOf("result"));

        await using var stage = new Stage(catalog);
        stage.Host.Validate();
        Assert.Equal(Plugins.Lifecycle.PluginState.Disabled, stage.Host.StatusOf(plugin.Id).State);
        Assert.Equal(PluginCodes.Untrusted, (await Stage.RefusalAsync(() => stage.StartAsync(plugin.Id))).Code);
        Assert.Equal(PluginCodes.Untrusted, Assert.Throws<DiagnosticException>(() => stage.Loader.Create<object>(plugin, Host.Options())).Diagnostics[0].Code);
    }

    [Fact]
    public void One_that_is_not_trusted_does_not_get_in_the_way_of_one_of_its_name()
    {
        PutIntoProject("C");
        Put(_user, "C");
        Assert.Equal(PackageSource.User, Find(trust: ProjectTrustState.Untrusted).Find("result", "c", out _)!.Package.Source);
        Assert.Null(Find().Find("result", "c", out var problem));
        Assert.Equal(PluginCodes.Ambiguous, problem!.Code);
    }

    [Fact]
    public void An_installed_package_is_a_link_and_is_found_where_the_link_leads()
    {
        var store = Path.Combine(_user.Path, ".store", "A");
        Put(_file, "A");
        Directory.CreateDirectory(store);
        Directory.Move(Path.Combine(_file.Path, "A"), Path.Combine(store, "1.0.0-01234567"));
        Directory.CreateSymbolicLink(Path.Combine(_user.Path, "A"), Path.Combine(".store", "A", "1.0.0-01234567"));
        Assert.Equal(Path.Combine(store, "1.0.0-01234567", "A.dll"), Assert.Single(Find().Packages).AssemblyPath);
    }

    [Fact]
    public void Folders_whose_name_begins_with_a_dot_are_none()
    {
        Put(_user, ".A");
        Assert.Empty(Find().Packages);
    }

    [Fact]
    public void Links_that_lead_nowhere_are_told_and_others_are_found()
    {
        Put(_user, "A");
        Directory.CreateSymbolicLink(Path.Combine(_user.Path, "B"), "gone");
        Directory.CreateSymbolicLink(Path.Combine(_user.Path, "C"), "C");
        File.CreateSymbolicLink(Path.Combine(_user.Path, "README"), _user.AssemblyOf("A"));
        var catalog = Find();
        Assert.Equal("A", Assert.Single(catalog.Packages).Name);
        Assert.Equal([Path.Combine(_user.Path, "B"), Path.Combine(_user.Path, "C")], catalog.Diagnostics.Select(warning => warning.Message.Split('\'')[1]));
        Assert.All(catalog.Diagnostics, warning => Assert.Equal((PluginCodes.BadPackage, Severity.Warning), (warning.Code, warning.Severity)));
    }

    [Fact]
    public void Two_packages_of_one_name_are_ambiguous_and_both_are_named_whichever_was_found_first()
    {
        Put(_program, "A", "1.0.0");
        Put(_user, "A", "2.0.0");
        var catalog = Find();
        Assert.Equal(2, catalog.Packages.Count);
        foreach (var name in new[] { "a", "A:a" })
        {
            Assert.Null(catalog.Find("result", name, out var problem));
            Assert.Equal(PluginCodes.Ambiguous, problem!.Code);
            Assert.Contains($"A 1.0.0 in '{_program.AssemblyOf("A")}'", problem.Message, StringComparison.Ordinal);
            Assert.Contains($"A 2.0.0 in '{_user.AssemblyOf("A")}'", problem.Message, StringComparison.Ordinal);
            Assert.Contains("package/A", problem.Remedy, StringComparison.Ordinal);
        }

        Assert.All(catalog.Plugins, plugin => Assert.Equal(PluginAvailability.Ambiguous, catalog.AvailabilityOf(plugin, out _)));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("name and version")]
    [InlineData("folder")]
    [InlineData("file")]
    public void A_pin_settles_which_of_two_packages_is_meant(string how)
    {
        Put(_program, "A", "1.0.0");
        Put(_user, "A", "2.0.0");
        var pin = how switch
        {
            "version" => "2.0.0",
            "name and version" => "A@2.0.0",
            "folder" => Path.Combine(_user.Path, "A") + "/",
            _ => _user.AssemblyOf("A"),
        };
        foreach (var key in new[] { "package/A", "result/a" })
        {
            var catalog = Find(new PluginSettings { Pins = new Dictionary<string, string> { [key] = pin } });
            Assert.Equal(_user.AssemblyOf("A"), catalog.Find("result", "a", out _)!.Package.AssemblyPath);
            Assert.Equal([PluginAvailability.NotPinned, PluginAvailability.Available], catalog.Plugins.Select(plugin => catalog.AvailabilityOf(plugin, out _)).Order().Reverse());
        }
    }

    [Fact]
    public void A_pin_to_a_version_that_is_not_there_settles_nothing()
    {
        Put(_program, "A", "1.0.0");
        Put(_user, "A", "2.0.0");
        Assert.Null(Find(new PluginSettings { Pins = new Dictionary<string, string> { ["package/A"] = "3.0.0" } }).Find("result", "a", out var problem));
        Assert.Equal(PluginCodes.Ambiguous, problem!.Code);
    }

    [Fact]
    public void What_any_layer_of_the_settings_disables_is_disabled()
    {
        Put(_user, "A");
        Put(_user, "B");
        var settings = new PluginSettings { Disable = ["a"] }.Over(new PluginSettings { Disable = ["result/b"] }).Over(new PluginSettings());
        var catalog = Find(settings);
        Assert.All(catalog.Plugins, plugin => Assert.Equal(PluginAvailability.Disabled, catalog.AvailabilityOf(plugin, out _)));
    }
}
