namespace Foray.Tracking.Store;

/// <summary>A part of an axis; both ends belong to it.</summary>
/// <param name="From">The least value.</param>
/// <param name="To">The greatest value, at least <paramref name="From"/>.</param>
public readonly record struct AxisRange(long From, long To)
{
    /// <summary>Whether a value belongs to it.</summary>
    public bool Contains(long value) => From <= value && value <= To;
}
