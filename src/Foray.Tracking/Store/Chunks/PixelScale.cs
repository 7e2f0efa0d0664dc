namespace Foray.Tracking.Store.Chunks;

/// <summary>Lays a range of an axis out over pixels.</summary>
internal sealed class PixelScale
{
    private readonly UInt128 _length;

    public PixelScale(AxisRange range, int pixels)
    {
        (Range, Pixels) = (range, pixels);
        _length = Distance(range.To) + UInt128.One;
    }

    public AxisRange Range { get; }

    public int Pixels { get; }

    /// <summary>The pixel of a value that the range contains.</summary>
    public int PixelOf(long value) => (int)(Distance(value) * (uint)Pixels / _length);

    /// <summary>The values that have the pixel of a value; the range of the axis contains them all.</summary>
    public AxisRange AroundOf(long value, out int pixel)
    {
        pixel = PixelOf(value);
        return new AxisRange(FirstOf(pixel), unchecked(FirstOf(pixel + 1) - 1));
    }

    private long FirstOf(int pixel) => unchecked(Range.From + (long)(ulong)(((_length * (uint)pixel) + (uint)Pixels - 1) / (uint)Pixels));

    private UInt128 Distance(long value) => unchecked((ulong)value - (ulong)Range.From);
}
