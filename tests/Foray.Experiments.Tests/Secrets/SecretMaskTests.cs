using CsCheck;
using Foray.Experiments.Secrets;

namespace Foray.Experiments.Tests.Secrets;

public sealed class SecretMaskTests
{
    private static readonly Gen<string> Letters = Gen.String[Gen.Char["abc"], 0, 6];

    [Fact]
    public void No_secret_of_three_characters_or_more_remains() =>
        Gen.Select(Letters.Array[0, 5], Gen.String[Gen.Char["abc"], 0, 40]).Sample((secrets, text) =>
        {
            var masked = new SecretMask(secrets).Apply(text);
            Assert.All(secrets.Where(secret => secret.Length >= 3), secret => Assert.DoesNotContain(secret, masked, StringComparison.Ordinal));
        });

    [Fact]
    public void A_text_without_secrets_stays_as_it_is() =>
        Gen.Select(Letters.Array[0, 5], Gen.String[Gen.Char["xyz \n*"], 0, 40]).Sample((secrets, text) => Assert.Equal(text, new SecretMask(secrets).Apply(text)));

    [Theory]
    [InlineData("the password is hunter2!", "the password is ***!")]
    [InlineData("hunter2-and-more", "***")]
    [InlineData("hunter2hunter2", "******")]
    public void The_longest_value_counts_where_one_contains_another(string text, string expected) =>
        Assert.Equal(expected, new SecretMask(["hunter2", "hunter2-and-more"]).Apply(text));

    [Fact]
    public void Shorter_ones_would_blot_out_ordinary_text()
    {
        var mask = new SecretMask(["a", "it", ""]);
        Assert.False(mask.HasValues);
        Assert.Equal("it is a text", mask.Apply("it is a text"));
    }

    [Fact]
    public void Files_are_masked_in_place_and_all_other_bytes_are_kept()
    {
        using var folder = new TemporaryFolder();
        byte[] before = [0xFF, 0xFE, 0x00, .. "geheimnüs"u8, 0x80, 0x0A];
        Directory.CreateDirectory(folder.At("logs/machine"));
        File.WriteAllBytes(folder.At("logs/machine/stdout"), before);
        folder.Write("logs/stderr", "nothing to hide");

        new SecretMask(["geheimnüs"]).ApplyToFiles(folder.At("logs"));
        new SecretMask(["geheimnüs"]).ApplyToFiles(folder.At("missing"));

        Assert.Equal([0xFF, 0xFE, 0x00, .. "***"u8, 0x80, 0x0A], File.ReadAllBytes(folder.At("logs/machine/stdout")));
        Assert.Equal("nothing to hide", File.ReadAllText(folder.At("logs/stderr")));
    }
}
