namespace Foray.Tracking.Spool;

/// <summary>What a spool has not kept since it was made; all 0 unless its policy is <see cref="SpoolOverflow.Drop"/>.</summary>
/// <param name="PointsByLimit">Points that came when the spool had its most bytes.</param>
/// <param name="PointsByDisk">Points that came when the disk was full or could not be written.</param>
/// <param name="RecordsByLimit">All else that came when the spool had its most bytes.</param>
/// <param name="RecordsByDisk">All else that came when the disk was full or could not be written.</param>
public readonly record struct SpoolDrops(long PointsByLimit, long PointsByDisk, long RecordsByLimit, long RecordsByDisk)
{
    /// <summary>All of them.</summary>
    public long Total => PointsByLimit + PointsByDisk + RecordsByLimit + RecordsByDisk;
}
