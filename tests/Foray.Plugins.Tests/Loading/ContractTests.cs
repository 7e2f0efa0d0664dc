using System.Runtime.Loader;
using Foray.Plugins.Lifecycle;
using Foray.Plugins.Settings;
using Foray.Plugins.Tests.Lifecycle;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Loading;

public sealed class ContractTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Tenor);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kind_of_another_package_is_one_and_the_same_to_both(bool leaderFirst)
    {
        _folder.Install(Fixture.Choir);
        await using var stage = new Stage(_folder.Catalog());
        Assert.Empty(stage.Host.Validate());
        foreach (var id in leaderFirst ? new[] { "voice/leader", "voice/tenor", "notation/neumes" } : ["notation/neumes", "voice/tenor", "voice/leader"])
            await stage.Host.InitializeAsync(id);
        var leader = stage.Host.Get<IEqualityComparer<object>>("voice/leader");
        Assert.True(leader.Equals(stage.Host.Get<object>("voice/tenor"), stage.Host.Get<object>("notation/neumes")));

        var tenor = AssemblyLoadContext.GetLoadContext(stage.Host.Get<object>("voice/tenor").GetType().Assembly)!;
        Assert.Equal([Fixture.Tenor], tenor.Assemblies.Select(assembly => assembly.GetName().Name));
    }

    [Fact]
    public async Task They_stay_the_same_when_the_package_that_defines_them_is_tried_again()
    {
        _folder.Install(Fixture.Choir);
        await using var stage = new Stage(_folder.Catalog());
        await stage.Host.InitializeAsync("voice/tenor");
        await stage.Host.InitializeAsync("notation/neumes");
        await stage.Host.InitializeAsync("voice/leader");
        await stage.Host.UnloadAsync("voice/leader");
        await stage.Host.InitializeAsync("voice/leader");
        Assert.True(stage.Host.Get<IEqualityComparer<object>>("voice/leader").Equals(stage.Host.Get<object>("voice/tenor"), stage.Host.Get<object>("notation/neumes")));
    }

    [Fact]
    public async Task Contracts_that_are_too_old_are_told_with_both_versions_before_anything_is_loaded_and_after()
    {
        _folder.Install(Fixture.ChoirOld, Fixture.Choir);
        var catalog = _folder.Catalog();
        await using var stage = new Stage(catalog);
        var problem = Assert.Single(stage.Host.Validate());
        Assert.Equal((PluginCodes.MissingContracts, Severity.Error), (problem.Code, problem.Severity));
        Assert.Contains($"'{Fixture.Tenor}' needs '{Fixture.Choir}' 0.2.0", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Fixture.Choir}' 0.0.1 has 0.0.1", problem.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Failed, stage.Host.StatusOf("voice/tenor").State);
        Assert.Equal(problem.Message, Assert.Throws<DiagnosticException>(() => stage.Loader.Create<object>(catalog.Get("voice/tenor"), Host.Options())).Diagnostics[0].Message);
        await stage.StartAsync("voice/leader");
        await stage.StartAsync("notation/neumes");
    }

    [Fact]
    public async Task Contracts_that_no_package_has_are_told_before_anything_is_loaded_and_after()
    {
        var catalog = _folder.Catalog();
        await using var stage = new Stage(catalog);
        Assert.Equal([Fixture.Notation, Fixture.Choir], stage.Host.Validate().Select(problem => problem.Message.Split('\'')[5]));
        Assert.All(stage.Host.Validate(), problem => Assert.Equal(PluginCodes.MissingContracts, problem.Code));
        var late = Assert.Throws<DiagnosticException>(() => stage.Loader.Create<object>(catalog.Get("voice/tenor"), Host.Options())).Diagnostics[0];
        Assert.Equal(PluginCodes.MissingContracts, late.Code);
        Assert.Contains($"'{Fixture.Choir}'", late.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fixture.Choir)]
    [InlineData("voice/leader")] // its only plugin
    public async Task Contracts_of_a_package_that_the_settings_disable_are_not_there(string disabled)
    {
        _folder.Install(Fixture.Choir);
        await using var stage = new Stage(_folder.Catalog(new PluginSettings { Disable = [disabled] }));
        var problems = stage.Host.Validate();
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(PluginCodes.MissingContracts, problem.Code));
    }

    [Fact]
    public async Task Two_packages_with_the_same_contracts_are_ambiguous_until_one_is_pinned()
    {
        _folder.Install(Fixture.Choir);
        using var other = new PackageFolder();
        other.Install(Fixture.Choir);
        string[] files = [_folder.AssemblyOf(Fixture.Tenor), _folder.AssemblyOf(Fixture.Choir), other.AssemblyOf(Fixture.Choir)];
        await using (var stage = new Stage(Plugins.Catalog.CatalogBuilder.FromAssemblies(files, new PluginSettings())))
        {
            var refusal = await Stage.RefusalAsync(() => stage.Host.InitializeAsync("voice/tenor"));
            Assert.Equal(PluginCodes.Ambiguous, refusal.Code);
            Assert.All(files[1..], file => Assert.Contains(file, refusal.Message, StringComparison.Ordinal));
        }

        var pinned = new PluginSettings { Pins = new Dictionary<string, string> { ["package/" + Fixture.Choir] = Path.GetDirectoryName(files[2])! } };
        await using (var stage = new Stage(Plugins.Catalog.CatalogBuilder.FromAssemblies(files, pinned)))
        {
            Assert.Empty(stage.Host.Validate());
            await stage.Host.InitializeAsync("voice/tenor");
            var contracts = stage.Host.Get<object>("voice/tenor").GetType().GetInterfaces().Single(type => type.Name == "IVoice");
            Assert.Equal(files[2], contracts.Assembly.Location);
        }
    }
}
