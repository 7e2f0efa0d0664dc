using Foray.Sdk.Generators.Text;
using static Foray.Sdk.Generators.Tests.MarkedSource;

namespace Foray.Sdk.Generators.Tests;

public sealed class RequirementRuleTests
{
    [Theory]
    [InlineData("""[|"player"|], "tape" """, "[RequiresPlugin] on 'Tape' cannot be met: it requires itself")]
    [InlineData("""[|"player"|], "disc", Versions = "1.*" """, "'1.*' is no range of versions")]
    [InlineData("""[|"player"|], "disc", Versions = "" """, "'' is no range of versions")]
    public Task FORAY016_a_requirement_can_be_met(string arguments, string message) =>
        BreaksAsync("FORAY016", $"""[RequiresPlugin({arguments})] [Plugin("tape")] public sealed class Tape : IPlayer;""", message);

    [Theory]
    [InlineData("""  "player", "disc" """)]
    [InlineData("""  "player", "disc", Versions = null """)]
    [InlineData("""  "software", "tape", Versions = "[1.0,2.0)" """)]
    public Task A_requirement_of_another_plugin_keeps_the_contract(string arguments) =>
        KeepsAsync($"""[RequiresPlugin({arguments})] [Plugin("tape")] public sealed class Tape : IPlayer;""");

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData(" 1.2.3.4 ")]
    [InlineData("1.0.0-beta.1+build.7")]
    [InlineData("[1.0]")]
    [InlineData("(,1.0]")]
    [InlineData("(,1.0)")]
    [InlineData("[1.0,)")]
    [InlineData("(,)")]
    [InlineData("[1.0,2.0)")]
    [InlineData("[ 1.0 , 1.0.0 ]")]
    [InlineData("[1.0-alpha,1.0)")]
    [InlineData("[1.0-alpha.2,1.0-alpha.10)")]
    [InlineData("[1.0-1,1.0-alpha)")]
    [InlineData("[1.0-a,1.0-a.1)")]
    public void A_range_in_the_notation_of_nuget_is_read(string range) => Assert.True(VersionRange.IsValid(range));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1.0.0.0.0")]
    [InlineData("1.*")]
    [InlineData("*")]
    [InlineData("[1.*,2.0)")]
    [InlineData("1.0,2.0")]
    [InlineData("[]")]
    [InlineData("(1.0)")]
    [InlineData("[1.0)")]
    [InlineData("[1.0,2.0")]
    [InlineData("1.0,2.0]")]
    [InlineData("[1.0,2.0,3.0]")]
    [InlineData("[2.0,1.0]")]
    [InlineData("[1.0,1.0)")]
    [InlineData("[1.0,1.0-beta]")]
    [InlineData("[1.0-a.1,1.0-a]")]
    [InlineData(">=1.0")]
    [InlineData("^1.0")]
    [InlineData("1.0-")]
    public void Anything_else_and_an_empty_range_is_refused(string range) => Assert.False(VersionRange.IsValid(range));
}
