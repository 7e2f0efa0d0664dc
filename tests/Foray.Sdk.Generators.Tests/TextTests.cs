using System.Text.Json;
using CsCheck;
using Foray.Sdk.Generators.Symbols;
using Foray.Sdk.Generators.Text;
using Foray.Sdk.Options;

namespace Foray.Sdk.Generators.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData("SubmitNodeLabels", "submit_node_labels")]
    [InlineData("CpuTime", "cpu_time")]
    [InlineData("CPUTime", "cpu_time")]
    [InlineData("ConfigExtraVM", "config_extra_vm")]
    [InlineData("Cidr", "cidr")]
    [InlineData("ExposedPorts2", "exposed_ports2")]
    [InlineData("Ipv4Address", "ipv4_address")]
    [InlineData("X", "x")]
    [InlineData("VM", "vm")]
    public void A_name_is_written_in_snake_case(string name, string expected)
    {
        Assert.True(SnakeCase.CanWrite(name));
        Assert.Equal(expected, SnakeCase.Write(name));
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("With_Underscore")]
    [InlineData("Größe")]
    [InlineData("")]
    public void Other_names_have_no_snake_case(string name) => Assert.False(SnakeCase.CanWrite(name));

    [Fact]
    public void Any_text_survives_json() =>
        Gen.String[Gen.Char, 0, 40].Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
            JsonSerializer.Deserialize<Dictionary<string, string[]>>(
                new JsonWriter().StartObject().Name(text).Texts([text, "", text]).EndObject().ToString()) is { } read
            && read[text].SequenceEqual([text, "", text]));

    [Fact]
    public void Characters_beyond_16_bits_survive_json() =>
        Assert.Equal("🎵", JsonSerializer.Deserialize<string>(new JsonWriter().Text("🎵").ToString()));

    [Fact]
    public void Durations_are_read_as_the_sdk_reads_them()
    {
        var part = Gen.Select(Gen.OneOf("0", "1", "90", "1.5", ".5", "99999", "1.2.3", "", "-1"), Gen.OneOf("", "ms", "s", "m", "h", "d", "w", " "));
        part.Array[0, 4].Select(parts => string.Concat(parts.Select(each => each.Item1 + each.Item2))).Sample(
            text => DurationText.ReadTicks(text) == (Duration.TryParse(text, out var duration) ? duration.Ticks : null), iter: 20_000);
    }

    [Theory]
    [InlineData("<member><summary>A <see cref=\"M:Foo.Bar`1.Baz(System.Int32)\"/> b.</summary></member>", "A Baz b.")]
    [InlineData("<member><summary> a\n   b <c>x &lt; y</c><para>c</para></summary><remarks>no</remarks></member>", "a b x < y c")]
    [InlineData("<member><summary><see cref=\"!:Gone\"/> <see href=\"https://a.b/\"/> <see langword=\"true\"/> <paramref name=\"x\"/></summary></member>", "Gone https://a.b/ true x")]
    [InlineData("<member><summary>  </summary></member>", null)]
    [InlineData("<member><inheritdoc/></member>", null)]
    [InlineData("<!-- Badly formed XML comment ignored for member \"P:X\" -->", null)]
    [InlineData("", null)]
    public void A_summary_is_plain_text(string xml, string? expected) => Assert.Equal(expected, DocComment.SummaryOf(xml));
}
