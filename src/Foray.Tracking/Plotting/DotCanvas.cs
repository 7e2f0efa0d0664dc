using System.Text;

namespace Foray.Tracking.Plotting;

/// <summary>A grid of dots that becomes lines of text.</summary>
internal sealed class DotCanvas(PlotStyle style)
{
    /// <summary>Letters of the curves where there is no Braille.</summary>
    private const string Letters = "*+ox#@%&";

    /// <summary>Colours of the curves, as ANSI codes: those that are told apart on black and on white.</summary>
    private static readonly int[] Colours = [34, 31, 32, 35, 36, 33];

    /// <summary>Bits of a Braille character by column and row, from U+2800 on.</summary>
    private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly int _columns = style.Pixels / style.DotsAcross;
    private readonly int[,] _dots = new int[style.Height, style.Pixels / style.DotsAcross];
    private readonly int[,] _curves = new int[style.Height, style.Pixels / style.DotsAcross];

    /// <summary>Dots from top to bottom.</summary>
    public int Rows => style.Height * style.DotsDown;

    /// <summary>Sets a dot.</summary>
    /// <param name="x">From the left, from 0.</param>
    /// <param name="y">From the top, from 0.</param>
    /// <param name="curve">Number of the curve, from 0.</param>
    public void Set(int x, int y, int curve)
    {
        var (row, column) = (y / style.DotsDown, x / style.DotsAcross);
        _dots[row, column] |= Bits[x % style.DotsAcross, y % style.DotsDown];
        _curves[row, column] = curve;
    }

    /// <summary>Sets the dots between two, both included.</summary>
    public void Line((int X, int Y) from, (int X, int Y) to, int curve)
    {
        var steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        for (var step = 0; step <= steps; step++)
        {
            var part = steps == 0 ? 0 : (double)step / steps;
            Set((int)Math.Round(from.X + (to.X - from.X) * part), (int)Math.Round(from.Y + (to.Y - from.Y) * part), curve);
        }
    }

    public string Row(int row)
    {
        var text = new StringBuilder();
        for (var column = 0; column < _columns; column++)
            text.Append(_dots[row, column] == 0 ? " " : Coloured(style.IsUnicode ? $"{(char)(0x2800 + _dots[row, column])}" : Letter(_curves[row, column]), _curves[row, column]));
        return text.ToString().TrimEnd();
    }

    /// <summary>What stands for a curve in the legend.</summary>
    public string Sign(int curve) => Coloured(style.IsUnicode ? "\u28FF\u28FF" : Letter(curve), curve);

    private static string Letter(int curve) => $"{Letters[curve % Letters.Length]}";

    private string Coloured(string text, int curve) => style.HasColours ? $"\u001b[{Colours[curve % Colours.Length]}m{text}\u001b[0m" : text;
}
