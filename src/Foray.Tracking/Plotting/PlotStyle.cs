namespace Foray.Tracking.Plotting;

/// <summary>How a picture is drawn in a terminal.</summary>
/// <param name="Width">Characters in a line, scale included; 20 or more.</param>
/// <param name="Height">Lines of the picture without axis and legend; 3 or more.</param>
/// <param name="IsUnicode">Whether the terminal shows Unicode: then a character has eight dots in Braille, else it is a letter for each curve.</param>
/// <param name="HasColours">Whether curves have colours.</param>
public sealed record PlotStyle(int Width, int Height, bool IsUnicode, bool HasColours)
{
    /// <summary>Characters before the picture in each line.</summary>
    internal const int ScaleWidth = 12;

    /// <summary>Columns of the picture: what a <see cref="PlotCurve"/> has to have.</summary>
    public int Pixels => (Width - ScaleWidth) * DotsAcross;

    internal int DotsAcross => IsUnicode ? 2 : 1;

    internal int DotsDown => IsUnicode ? 4 : 1;
}
