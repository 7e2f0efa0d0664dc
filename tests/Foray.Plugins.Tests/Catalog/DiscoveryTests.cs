using System.Runtime.Loader;
using Foray.Plugins.Catalog;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Catalog;

public sealed class DiscoveryTests : IDisposable
{
    private readonly PackageFolder _folder = new();
    private readonly PackageFolder _home = new();

    public DiscoveryTests()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _home.Path);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _home.Path);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _home.Dispose();
    }

    [Fact]
    public void Finding_plugins_and_reading_their_schemas_runs_no_code_of_theirs()
    {
        _folder.Install(Fixture.Tripwire);
        var trace = Path.Combine(_folder.Path, "trace");
        Environment.SetEnvironmentVariable("FORAY_FIXTURES_TRIPWIRE", trace);

        var catalog = _folder.Catalog();
        var plugin = catalog.Find("result", "tripwire", out _)!;
        Assert.Equal("file", Assert.Single(plugin.ReadSchema().Properties).Key);

        Assert.False(File.Exists(trace));
        Assert.DoesNotContain(AssemblyLoadContext.All, context => context.Name == Fixture.Tripwire);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == Fixture.Tripwire);

        // The wire works: making the plugin trips it.
        new Host().Loader.Create<object>(plugin, Host.Options());
        Assert.True(File.Exists(trace));
        Assert.Contains(AssemblyLoadContext.All, context => context.Name == Fixture.Tripwire);
    }

    [Fact]
    public void A_package_says_what_it_has()
    {
        _folder.Install(Fixture.Music);
        var catalog = _folder.Catalog();

        var package = Assert.Single(catalog.Packages);
        Assert.Equal((Fixture.Music, "0.2.0", CatalogBuilder.SdkVersion.ToString(3), _folder.AssemblyOf(Fixture.Music)), (package.Name, package.Version, package.Sdk, package.AssemblyPath));
        Assert.Equal(("decoder", "Foray.Fixtures.Music.IDecoder"), Assert.Single(package.Kinds) is var kind ? (kind.Name, kind.Type) : default);
        Assert.Equal(["decoder/flac", "result/chart", "result/notes", "result/score"], catalog.Plugins.Select(plugin => $"{plugin.Kind}/{plugin.Name}"));
        Assert.Equal(["chart", "notes", "score"], catalog.NamesOf("result"));
        Assert.Empty(catalog.NamesOf("site"));
    }

    [Fact]
    public void A_plugin_says_what_it_is_and_needs()
    {
        _folder.Install(Fixture.Music);
        var catalog = _folder.Catalog();
        var flac = catalog.Find("decoder", "flac", out _)!;
        var score = catalog.Find("result", "score", out _)!;

        Assert.Equal("Somebody", flac.Author);
        Assert.Equal("The Foray authors", score.Author);
        Assert.Equal("Sheet music.", score.Description);
        Assert.Equal(("flac", "install flac"), Assert.Single(flac.Tools) is var tool ? (tool.Program, tool.Remedy) : default);
        Assert.Equal(("result", "score", "[0.1,1.0)"), Assert.Single(flac.Requires) is var need ? (need.Kind, need.Name, need.Versions) : default);
        Assert.Equal($"{Fixture.Music}:flac", flac.QualifiedName);
        Assert.Null(flac.Options);
        Assert.Empty(flac.ReadSchema().Properties);
    }

    [Fact]
    public void Folders_of_the_settings_are_searched_for_packages()
    {
        _folder.Install(Fixture.Music);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "no-package"));
        File.WriteAllText(Path.Combine(_folder.Path, "README"), "");

        var catalog = CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings { Paths = [_folder.Path] });
        Assert.Contains(catalog.Packages, package => package.AssemblyPath == _folder.AssemblyOf(Fixture.Music));
        Assert.Empty(catalog.Diagnostics);
    }

    [Fact]
    public void The_users_own_folder_is_searched_without_being_named()
    {
        using var packages = new PackageFolder(Fixture.Music);
        Directory.CreateDirectory(Path.GetDirectoryName(CatalogPlaces.Of("foray").UserFolder!)!);
        Directory.CreateSymbolicLink(CatalogPlaces.Of("foray").UserFolder!, packages.Path);
        Assert.Contains(CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings()).Packages, package => package.Name == Fixture.Music);
    }

    [Fact]
    public void A_folder_of_the_settings_that_does_not_exist_is_named()
    {
        _folder.Install(Fixture.Music);
        var catalog = CatalogBuilder.Find(CatalogPlaces.Of("foray"), new PluginSettings { Paths = [Path.Combine(_folder.Path, "missing"), _folder.Path] });

        var warning = Assert.Single(catalog.Diagnostics);
        Assert.Equal((PluginCodes.BadPackage, Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains(Path.Combine(_folder.Path, "missing"), warning.Message, StringComparison.Ordinal);
        Assert.Contains(catalog.Packages, package => package.Name == Fixture.Music);
    }

    [Fact]
    public void The_same_file_given_twice_is_one_package()
    {
        _folder.Install(Fixture.Music);
        var catalog = CatalogBuilder.FromAssemblies([_folder.AssemblyOf(Fixture.Music), _folder.AssemblyOf(Fixture.Music)], new PluginSettings());
        Assert.Single(catalog.Packages);
        Assert.Empty(catalog.Diagnostics);
    }

    [Fact]
    public void An_assembly_without_a_manifest_in_a_folder_is_passed_over()
    {
        _folder.Add("Bystander", File.ReadAllBytes(typeof(DiscoveryTests).Assembly.Location));
        var catalog = CatalogBuilder.Find(CatalogPlaces.None with { UserFolder = _folder.Path }, new PluginSettings());
        Assert.Empty(catalog.Packages);
        Assert.Empty(catalog.Diagnostics);
    }
}
