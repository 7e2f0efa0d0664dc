using CsCheck;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("7B", 7)]
    [InlineData("1kB", 1000)]
    [InlineData("1KB", 1000)]
    [InlineData("1KiB", 1024)]
    [InlineData("512MiB", 536_870_912)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("1 GiB", 1_073_741_824)]
    [InlineData("2TiB", 2_199_023_255_552)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Sizes_are_read_as_people_write_them(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("-1")]
    [InlineData("1mb")]
    [InlineData("1K")]
    [InlineData("1.2.3MB")]
    [InlineData("9223372036854775808")]
    [InlineData("9999999TiB")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Anything_else_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.OneOf(Gen.Long[0, long.MaxValue], Gen.Int[0, 5000].Select(count => count * (1L << 30))).Sample(bytes =>
            ByteSize.TryParse(new ByteSize(bytes).ToString(), out var size) && size.Bytes == bytes);

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1023, "1023B")]
    [InlineData(1536, "1536B")]
    [InlineData(3 << 20, "3MiB")]
    public void The_largest_unit_without_a_fraction_is_used(long bytes, string text) => Assert.Equal(text, new ByteSize(bytes).ToString());
}
