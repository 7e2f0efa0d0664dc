using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Tests.Diagnostics;

public class DiagnosticTests
{
    [Fact]
    public void A_diagnostic_is_one_line_with_what_is_known()
    {
        Assert.Equal("a.yml:3:4: error FORAY100: unknown key 'x' (remove it)", Diagnostic.Error("FORAY100", new Place("a.yml", 3, 4), "unknown key 'x'", "remove it").ToString());
        Assert.Equal("warning FORAY100: slow", Diagnostic.Warning("FORAY100", "slow").ToString());
        Assert.Equal("a.yml: warning FORAY100: slow (wait)", Diagnostic.Warning("FORAY100", new Place("a.yml", 0, 0), "slow", "wait").ToString());
    }

    [Theory]
    [InlineData(0, 0, "a.yml")]
    [InlineData(3, 0, "a.yml:3")]
    [InlineData(3, 4, "a.yml:3:4")]
    public void A_place_leaves_out_what_it_does_not_know(int line, int column, string text) => Assert.Equal(text, new Place("a.yml", line, column).ToString());

    [Fact]
    public void An_exception_shows_all_its_diagnostics()
    {
        var error = new DiagnosticException([Diagnostic.Error("A1", "one"), Diagnostic.Error("A2", "two")]);
        Assert.Equal($"error A1: one{Environment.NewLine}error A2: two", error.Message);
    }
}
