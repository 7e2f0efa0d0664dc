using Foray.Tracking.Plotting;
using Foray.Tracking.Store;

namespace Foray.Tracking.Tests.Plotting;

public sealed class TerminalPlotTests
{
    [Fact]
    public void A_rising_line_goes_from_the_lower_left_to_the_upper_right()
    {
        var style = new PlotStyle(20, 8, IsUnicode: false, HasColours: false);
        var curve = new PlotCurve("loss", [.. Enumerable.Range(0, style.Pixels).Select(x => Point(x))]);
        Assert.Equal(
            """
                      7|       *
                       |      *
                       |     *
                       |    *
                      3|   *
                       |  *
                       | *
                      0|*
                       +--------
                        step 0 step 7
            * loss

            """,
            TerminalPlot.Draw([curve], "step 0", "step 7", style));
    }

    [Fact]
    public void Braille_has_eight_dots_in_a_character()
    {
        var style = new PlotStyle(20, 3, IsUnicode: true, HasColours: false);
        var curve = new PlotCurve("loss", [.. Enumerable.Range(0, style.Pixels).Select(x => x < 2 ? new PlotPixel(2, 0, 0, 1, 0, 1) : default)]);
        var lines = TerminalPlot.Draw([curve], "0", "1", style).Split('\n');
        Assert.All(lines[..3], line => Assert.EndsWith("│⣿", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_curves_are_told_apart()
    {
        var style = new PlotStyle(20, 3, IsUnicode: false, HasColours: false);
        var text = TerminalPlot.Draw([Flat("a", 1, style), Flat("b", 2, style)], "0", "1", style);
        Assert.Contains("|++++++++\n", text, StringComparison.Ordinal);
        Assert.Contains("|********\n", text, StringComparison.Ordinal);
        Assert.EndsWith("* a\n+ b\n", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[34m", TerminalPlot.Draw([Flat("a", 1, style)], "0", "1", style with { HasColours = true }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(0)]
    public void Any_value_can_be_drawn(double value)
    {
        var style = new PlotStyle(30, 5, IsUnicode: true, HasColours: false);
        PlotPixel[] pixels = [.. Enumerable.Range(0, style.Pixels).Select(x => (x % 3) switch { 0 => Point(value), 1 => Point(-value), _ => default })];
        var text = TerminalPlot.Draw([new PlotCurve("x", pixels)], "0", "1", style);
        Assert.Equal(5 + 2 + 1, text.Count(letter => letter == '\n'));
        Assert.Equal(double.IsFinite(value), !text.Contains("not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void Smoothing_is_that_of_TensorBoard()
    {
        PlotPixel[] pixels = [Point(1), default, Point(3), Point(double.NaN), Point(5)];
        var smoothed = Smoothing.Apply(pixels, 0.5);
        // Debiased: (0.5 * 1) / 0.5, (0.25 + 1.5) / 0.75, (0.125 + 0.75 + 2.5) / 0.875.
        Assert.Equal([1, 7.0 / 3, 27.0 / 7], new[] { smoothed[0].Last, smoothed[2].Last, smoothed[4].Last }, (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(0, smoothed[1].Count);
        Assert.True(double.IsNaN(smoothed[3].Last));
        Assert.Same(pixels, Smoothing.Apply(pixels, 0));
    }

    private static PlotCurve Flat(string title, double value, PlotStyle style) => new(title, [.. Enumerable.Range(0, style.Pixels).Select(_ => Point(value))]);

    private static PlotPixel Point(double value) => new(1, double.IsNaN(value) ? 1 : 0, value, value, value, value);
}
