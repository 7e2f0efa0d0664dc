using CsCheck;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public class LabelTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("Web-1.main_x", true)]
    [InlineData("foray.compute.1", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("naïve", false)]
    [InlineData("١", false)]
    [InlineData("a\n", false)]
    public void A_label_is_letters_digits_and_three_signs(string label, bool valid) => Assert.Equal(valid, Label.IsValid(label));

    [Theory]
    [InlineData("foray.x", true)]
    [InlineData("kiso.x.1", true)]
    [InlineData("foray", false)]
    [InlineData("Foray.x", false)]
    [InlineData("x.foray.", false)]
    public void Two_prefixes_are_reserved(string label, bool reserved) => Assert.Equal(reserved, Label.IsReserved(label));

    [Fact]
    public void A_valid_label_is_made_of_valid_characters() =>
        Gen.String.Sample(text => Label.IsValid(text) == (text.Length > 0 && text.All(character => Label.IsValid(character.ToString()))));
}
