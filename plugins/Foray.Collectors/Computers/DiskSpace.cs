using System.Globalization;
using System.Text.RegularExpressions;

namespace Foray.Collectors.Computers;

/// <summary>Space of a file system, in bytes.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Used">What files take.</param>
/// <param name="Available">What an ordinary user can still write; the system may keep some back.</param>
internal sealed partial record DiskSpace(double Total, double Used, double Available)
{
    /// <summary>What is used of that which users may use, as <c>df</c> counts it.</summary>
    public double? UsedPercent => Used + Available > 0 ? 100 * Used / (Used + Available) : null;

    /// <summary>Reads a line of <c>df -Pk</c>; null for its heading.</summary>
    public static DiskSpace? Parse(string line) =>
        LinePattern().Match(line) is { Success: true } found ? new DiskSpace(Bytes(found, 1), Bytes(found, 2), Bytes(found, 3)) : null;

    /// <summary>Asks this computer; null where the folder is not there.</summary>
    public static DiskSpace? Of(string folder)
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(folder));
            return new DiskSpace(drive.TotalSize, drive.TotalSize - drive.TotalFreeSpace, drive.AvailableFreeSpace);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Bytes(Match found, int group) => double.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture) * 1024;

    // The name of the file system may hold blanks.
    [GeneratedRegex(@"\s(\d+)\s+(\d+)\s+(\d+)\s+(?:\d+%|-)\s+/")]
    private static partial Regex LinePattern();
}
