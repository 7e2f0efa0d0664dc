using Foray.Tracking.Routing;

namespace Foray.Tracking.Tests.Routing;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("loss", "loss", true)]
    [InlineData("loss", "losses", false)]
    [InlineData("*", "loss", true)]
    [InlineData("*", "train/loss", false)]
    [InlineData("**", "train/loss", true)]
    [InlineData("train/*", "train/loss", true)]
    [InlineData("train/*", "train/a/loss", false)]
    [InlineData("train/**/loss", "train/a/b/loss", true)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("a*c", "xabc", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("l?ss", "loss", true)]
    [InlineData("l?ss", "l/ss", false)]
    [InlineData("Loss", "loss", false)]
    [InlineData("", "", true)]
    [InlineData("(", "(", true)]
    [InlineData("a\nb", "a\nb", true)]
    public void A_pattern_fits_whole_names_and_no_more(string pattern, string name, bool fits) => Assert.Equal(fits, new NamePattern(pattern).Fits(name));
}
