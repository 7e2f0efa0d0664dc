namespace Foray.Tracking.Store.Chunks;

/// <summary>A node of a pyramid.</summary>
/// <param name="Level">Its level; 0 is a chunk.</param>
/// <param name="Number">Its number in the level, from 0.</param>
internal readonly record struct PyramidNode(int Level, long Number)
{
    /// <summary>Number of its first point in the series.</summary>
    public long FirstPoint => Number * Pyramid.PointsOf(Level);

    /// <summary>One of its children.</summary>
    public PyramidNode Child(int position) => new(Level - 1, (Number * Pyramid.Fanout) + position);
}
