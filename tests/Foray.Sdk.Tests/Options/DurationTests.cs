using CsCheck;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("1m1s1ms", 61.001)]
    [InlineData("10", 10)]
    [InlineData("0.5", 0.5)]
    [InlineData("0", 0)]
    [InlineData("3650d", 315_360_000)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("5min")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("1..5s")]
    [InlineData("1h5")]
    [InlineData("1e3s")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("3651d")]
    [InlineData("99999999999999999999d")]
    public void Anything_else_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(5400, "1h30m")]
    [InlineData(2.5, "2.5s")]
    [InlineData(90_061, "1d1h1m1s")]
    public void Durations_are_written_in_few_parts(double seconds, string text) => Assert.Equal(text, Duration.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, Duration.Longest.Ticks].Select(TimeSpan.FromTicks).Sample(duration =>
        {
            Assert.True(Duration.TryParse(Duration.Format(duration), out var read));
            // Seconds are summed in a double: of years, a microsecond is all that is left of its precision.
            Assert.True((read - duration).Duration() <= TimeSpan.FromMicroseconds(1), $"{duration} was read as {read}");
        });

    [Fact]
    public void Any_text_is_read_or_refused_and_never_out_of_range() =>
        Gen.String[Gen.OneOf(Gen.Char['0', '9'], Gen.Char[".smhd -"]), 0, 12].Sample(text =>
        {
            if (Duration.TryParse(text, out var duration))
                Assert.InRange(duration, TimeSpan.Zero, Duration.Longest);
        });
}
