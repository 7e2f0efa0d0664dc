using System.Text.RegularExpressions;

namespace Foray.Collectors.Computers;

/// <summary>Bytes that went in and out of devices since the boot, by device. In is what was read or received.</summary>
internal sealed partial class ByteCounters(IReadOnlyDictionary<string, (double In, double Out)> devices)
{
    /// <summary>Bytes of a sector in <c>/proc/diskstats</c>, whatever the disk's own are. Source: the kernel's admin-guide/iostats.rst.</summary>
    private const double SectorSize = 512;

    /// <summary>Sum over the devices; null where there are none.</summary>
    public double? In => devices.Count == 0 ? null : devices.Values.Sum(device => device.In);

    /// <summary>Sum over the devices; null where there are none.</summary>
    public double? Out => devices.Count == 0 ? null : devices.Values.Sum(device => device.Out);

    /// <summary>Whole disks of their own: partitions, and what lies on top of disks, would be counted twice.</summary>
    public static ByteCounters ReadDisks(KernelFiles files)
    {
        var disks = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        foreach (var words in files.Lines("/proc/diskstats").Select(KernelText.Words))
        {
            if (words.Length > 9 && DiskPattern().IsMatch(words[2]) && KernelText.Number(words, 5) is { } read && KernelText.Number(words, 9) is { } written)
                disks[words[2]] = (read * SectorSize, written * SectorSize);
        }

        return new ByteCounters(disks);
    }

    /// <summary>Network devices but the loopback.</summary>
    public static ByteCounters ReadNetwork(KernelFiles files)
    {
        var networks = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        foreach (var parts in files.Lines("/proc/net/dev").Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2 && parts[0].Trim() != "lo"))
        {
            var words = KernelText.Words(parts[1]);
            if (KernelText.Number(words, 0) is { } received && KernelText.Number(words, 8) is { } sent)
                networks[parts[0].Trim()] = (received, sent);
        }

        return new ByteCounters(networks);
    }

    /// <summary>
    /// Bytes per second since an earlier moment, over the devices that were there then; null for a way in which a counter fell, because it wrapped or its device was made anew.
    /// </summary>
    public (double? In, double? Out) RatesSince(ByteCounters earlier, double seconds)
    {
        var pairs = devices.Where(device => earlier.Find(device.Key) is not null).Select(device => (Now: device.Value, Then: earlier.Find(device.Key)!.Value)).ToList();
        return (Rate(pairs.Select(pair => pair.Now.In - pair.Then.In), seconds), Rate(pairs.Select(pair => pair.Now.Out - pair.Then.Out), seconds));
    }

    private static double? Rate(IEnumerable<double> growths, double seconds)
    {
        var all = growths.ToList();
        return all.Count == 0 || all.Exists(growth => growth < 0) ? null : all.Sum() / seconds;
    }

    private (double In, double Out)? Find(string device) => devices.TryGetValue(device, out var bytes) ? bytes : null;

    [GeneratedRegex(@"^(?:(?:sd|hd|vd|xvd|dasd|ubd)[a-z]+|nvme\d+n\d+|mmcblk\d+|nbd\d+|pmem\d+)$")]
    private static partial Regex DiskPattern();
}
