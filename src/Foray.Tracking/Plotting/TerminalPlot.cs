using System.Globalization;
using System.Text;
using Foray.Tracking.Store;

namespace Foray.Tracking.Plotting;

/// <summary>Draws curves with characters. A column goes from its least to its greatest value, and columns are joined.</summary>
public static class TerminalPlot
{
    /// <summary>Draws.</summary>
    /// <param name="curves">The curves, each with as many columns as <see cref="PlotStyle.Pixels"/> says.</param>
    /// <param name="from">What stands at the left end of the axis.</param>
    /// <param name="to">What stands at its right end.</param>
    /// <param name="style">How to draw.</param>
    /// <returns>Lines that end with a line feed each.</returns>
    public static string Draw(IReadOnlyList<PlotCurve> curves, string from, string to, PlotStyle style)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(style);
        var canvas = new DotCanvas(style);
        var scale = ScaleOf(curves);
        for (var curve = 0; curve < curves.Count; curve++)
            Draw(curves[curve], curve, canvas, scale);
        var text = new StringBuilder();
        for (var row = 0; row < style.Height; row++)
            text.Append(Mark(row, scale, style)).Append(style.IsUnicode ? '│' : '|').Append(canvas.Row(row)).Append('\n');
        AppendAxis(text, from, to, style);
        for (var curve = 0; curve < curves.Count; curve++)
            text.Append(canvas.Sign(curve)).Append(' ').Append(curves[curve].Title).Append(NotShown(curves[curve])).Append('\n');
        return text.ToString();
    }

    private static void Draw(PlotCurve curve, int number, DotCanvas canvas, (double Low, double High) scale)
    {
        (int X, int Y)? before = null;
        for (var x = 0; x < curve.Pixels.Count; x++)
        {
            var pixel = curve.Pixels[x];
            if (!IsDrawn(pixel))
                continue;
            canvas.Line((x, Y(pixel.Max)), (x, Y(pixel.Min)), number);
            if (before is { } last && double.IsFinite(pixel.First))
                canvas.Line(last, (x, Y(pixel.First)), number);
            before = double.IsFinite(pixel.Last) ? (x, Y(pixel.Last)) : null;
        }

        int Y(double value) => (int)Math.Round(PartFromTop(value, scale) * (canvas.Rows - 1));
    }

    /// <summary>The whole scale may be longer than a number can be.</summary>
    private static double PartFromTop(double value, (double Low, double High) scale) => scale.High - scale.Low is var length && double.IsFinite(length)
        ? (scale.High - value) / length
        : (scale.High / 2 - value / 2) / (scale.High / 2 - scale.Low / 2);

    /// <summary>Infinite values have no place; columns with one are left out, and the legend says so.</summary>
    private static bool IsDrawn(PlotPixel pixel) => pixel.Count > 0 && double.IsFinite(pixel.Min) && double.IsFinite(pixel.Max);

    private static string NotShown(PlotCurve curve)
    {
        var (nans, infinities) = (curve.Pixels.Sum(pixel => pixel.NanCount), curve.Pixels.Count(pixel => double.IsInfinity(pixel.Min) || double.IsInfinity(pixel.Max)));
        return (nans, infinities) switch
        {
            (0, 0) => "",
            (_, 0) => $" ({nans} NaN not shown)",
            (0, _) => $" ({infinities} columns with infinities not shown)",
            _ => $" ({nans} NaN and {infinities} columns with infinities not shown)",
        };
    }

    private static (double Low, double High) ScaleOf(IReadOnlyList<PlotCurve> curves)
    {
        var drawn = curves.SelectMany(curve => curve.Pixels).Where(IsDrawn).ToList();
        if (drawn.Count == 0)
            return (0, 1);
        var (low, high) = (drawn.Min(pixel => pixel.Min), drawn.Max(pixel => pixel.Max));
        var room = low == high ? Math.Max(Math.Abs(low) / 10, double.Epsilon) : 0;
        return low == 0 && high == 0 ? (-1, 1) : (low - room, high + room);
    }

    private static string Mark(int row, (double Low, double High) scale, PlotStyle style)
    {
        var isMarked = row == 0 || row == style.Height - 1 || row == style.Height / 2;
        var part = (double)row / Math.Max(1, style.Height - 1);
        var value = scale.High * (1 - part) + scale.Low * part;
        return (isMarked ? value.ToString("G5", CultureInfo.InvariantCulture) : "").PadLeft(PlotStyle.ScaleWidth - 1);
    }

    private static void AppendAxis(StringBuilder text, string from, string to, PlotStyle style)
    {
        var width = style.Width - PlotStyle.ScaleWidth;
        text.Append(' ', PlotStyle.ScaleWidth - 1).Append(style.IsUnicode ? '└' : '+').Append(style.IsUnicode ? '─' : '-', width).Append('\n');
        text.Append(' ', PlotStyle.ScaleWidth).Append(from).Append(' ', Math.Max(1, width - from.Length - to.Length)).Append(to).Append('\n');
    }
}
