using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tests.Conformance;
using Foray.Software.Shell;

namespace Foray.Sdk.Testing.Tests.Hosts;

public sealed class PluginUnderTestTests
{
    [Theory]
    [InlineData("""{"labels":["a","b"],"script":"true","timeout":"5m"}""")]
    public void Options_are_given_as_JSON(string json) => Assert.Equal(["a", "b"], PluginUnderTest.Create<ShellSoftware>(json).Labels.Labels);

    [Fact]
    public void Options_are_given_as_an_object_or_a_dictionary()
    {
        Assert.Equal(["a"], PluginUnderTest.Create<ShellSoftware>(new { Labels = new[] { "a" }, Script = "true" }).Labels.Labels);
        Assert.Equal(["a"], PluginUnderTest.Create<ShellSoftware>(new Dictionary<string, object> { ["labels"] = new[] { "a" }, ["script"] = "true" }).Labels.Labels);
        Assert.Equal(7, PluginUnderTest.Create<GoodPlugin>(new { Size = 7 }).Options.Size);
    }

    [Fact]
    public void Options_that_do_not_fit_are_refused_as_by_a_host() =>
        Assert.Throws<DiagnosticException>(() => PluginUnderTest.Create<ShellSoftware>(new { Labels = "a", Script = "true" }));

    [Fact]
    public void A_key_that_nobody_knows_is_refused_wherever_it_stands()
    {
        Assert.Contains("'scrpt'", Assert.Throws<ArgumentException>(() => PluginUnderTest.Create<ShellSoftware>(new { Labels = new[] { "a" }, Scrpt = "true" })).Message, StringComparison.Ordinal);
        Assert.Contains("'parts.nme'", Assert.Throws<ArgumentException>(() => PluginUnderTest.Create<GoodPlugin>(new { Parts = new[] { new { Nme = "x" } } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_without_a_manifest_is_refused() => Assert.Throws<ArgumentException>(() => PluginUnderTest.Create<UnknownPlugin>());

    [Fact]
    public void A_text_that_is_no_mapping_is_refused() => Assert.Throws<ArgumentException>(() => PluginUnderTest.Section("[1]"));
}
