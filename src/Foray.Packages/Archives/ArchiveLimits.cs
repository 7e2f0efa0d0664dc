namespace Foray.Packages.Archives;

/// <summary>How much a package may hold, so that a small file cannot fill the disk.</summary>
/// <param name="Entries">Entries of the archive.</param>
/// <param name="Bytes">Bytes of all its files once they are unpacked.</param>
internal sealed record ArchiveLimits(int Entries, long Bytes)
{
    /// <summary>Bytes of a package as it is downloaded: 1 GiB.</summary>
    public const long DownloadBytes = 1L << 30;

    /// <summary>Bytes of a nuspec.</summary>
    public const int NuspecBytes = 1 << 20;

    /// <summary>20,000 entries and 2 GiB.</summary>
    public static ArchiveLimits Default { get; } = new(20_000, 2L << 30);
}
