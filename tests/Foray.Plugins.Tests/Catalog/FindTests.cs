using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Catalog;

public sealed class FindTests : IDisposable
{
    private readonly PackageFolder _folder = new(Fixture.Music, Fixture.Noise);

    public void Dispose() => _folder.Dispose();

    private Diagnostic Refusal(string name, PluginSettings? settings = null, string kind = "result")
    {
        Assert.Null(_folder.Catalog(settings).Find(kind, name, out var problem));
        Assert.Equal(Severity.Error, problem!.Severity);
        return problem;
    }

    [Fact]
    public void A_plugin_is_found_by_kind_and_name()
    {
        var plugin = _folder.Catalog().Find("result", "score", out var problem);
        Assert.Null(problem);
        Assert.Equal("Foray.Fixtures.Music.Score", plugin!.Type);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest_and_all_that_are_installed()
    {
        var refusal = Refusal("scroe");
        Assert.Equal(PluginCodes.Unknown, refusal.Code);
        Assert.Equal("there is no result 'scroe'", refusal.Message);
        Assert.Contains("did you mean 'score'?", refusal.Remedy, StringComparison.Ordinal);
        Assert.Contains("chart, notes, score", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_that_is_near_to_nothing_gets_no_suggestion() =>
        Assert.DoesNotContain("did you mean", Refusal("orchestra").Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_kind_of_which_nothing_is_installed_says_so() =>
        Assert.Contains("none is installed", Refusal("docker", kind: "software").Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_name_is_not_found_under_another_kind() => Assert.Equal(PluginCodes.Unknown, Refusal("score", kind: "decoder").Code);

    [Theory]
    [InlineData("score")]
    [InlineData("Foray.Fixtures.Music:score")]
    [InlineData("result/score")]
    public void A_disabled_plugin_is_refused_however_it_was_named(string entry)
    {
        var settings = new PluginSettings { Disable = [entry] };
        Assert.Equal(PluginCodes.Disabled, Refusal("score", settings).Code);
        Assert.Equal(PluginCodes.Disabled, Refusal($"{Fixture.Music}:score", settings).Code);
        var catalog = _folder.Catalog(settings);
        Assert.DoesNotContain("score", catalog.NamesOf("result"));
        Assert.Contains(catalog.Plugins, plugin => plugin.Name == "score" && catalog.IsDisabled(plugin));
    }

    [Theory]
    [InlineData("Score")]
    [InlineData("Foray.Fixtures.Noise:score")]
    [InlineData("decoder/score")]
    [InlineData("result/scor")]
    public void An_entry_that_names_something_else_disables_nothing(string entry) =>
        Assert.NotNull(_folder.Catalog(new PluginSettings { Disable = [entry] }).Find("result", "score", out _));

    [Fact]
    public void A_name_in_two_packages_is_refused_and_both_are_named()
    {
        var refusal = Refusal("chart");
        Assert.Equal(PluginCodes.Ambiguous, refusal.Code);
        Assert.Contains(Fixture.Music, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Fixture.Noise, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("result/chart", refusal.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fixture.Music)]
    [InlineData(Fixture.Noise)]
    public void A_qualified_name_or_a_pin_decides_between_packages(string package)
    {
        Assert.Equal(package, _folder.Catalog().Find("result", $"{package}:chart", out _)!.Package.Name);
        var pinned = new PluginSettings { Pins = new Dictionary<string, string> { ["result/chart"] = package } };
        Assert.Equal(package, _folder.Catalog(pinned).Find("result", "chart", out _)!.Package.Name);
    }

    [Fact]
    public void Disabling_one_of_two_decides_for_the_other()
    {
        var settings = new PluginSettings { Disable = [$"{Fixture.Music}:chart"] };
        Assert.Equal(Fixture.Noise, _folder.Catalog(settings).Find("result", "chart", out _)!.Package.Name);
    }

    [Theory]
    [InlineData("Foray.Fixtures.Nowhere:chart")]
    [InlineData(":chart")]
    [InlineData("Foray.Fixtures.Music:")]
    [InlineData("")]
    public void A_qualified_name_of_nothing_is_unknown(string name) => Assert.Equal(PluginCodes.Unknown, Refusal(name).Code);

    [Fact]
    public void A_pin_to_a_package_without_the_plugin_is_not_called_disabled()
    {
        var refusal = Refusal("chart", new PluginSettings { Pins = new Dictionary<string, string> { ["result/chart"] = "Foray.Fixtures.Nowhere" } });
        Assert.NotEqual(PluginCodes.Disabled, refusal.Code);
        Assert.Contains(Fixture.Music, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Fixture.Noise, refusal.Message, StringComparison.Ordinal);
    }
}
