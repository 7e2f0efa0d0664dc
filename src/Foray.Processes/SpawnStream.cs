namespace Foray.Processes;

/// <summary>Where a standard stream of a program leads: to a descriptor of ours, or to a file.</summary>
internal readonly unsafe struct SpawnStream
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private static readonly int CreateAndTruncate = OperatingSystem.IsMacOS() ? 0x200 | 0x400 : 0x40 | 0x200;

    private SpawnStream(int descriptor, byte* path, int flags)
    {
        Descriptor = descriptor;
        Path = path;
        Flags = flags;
    }

    public int Descriptor { get; }

    /// <summary>The file; null for a descriptor.</summary>
    public byte* Path { get; }

    /// <summary>How the file is opened.</summary>
    public int Flags { get; }

    public static SpawnStream Of(int descriptor) => new(descriptor, null, 0);

    /// <summary>A device that is there.</summary>
    public static SpawnStream Device(byte* path) => new(-1, path, ReadWrite);

    /// <summary>A file that is made or emptied.</summary>
    public static SpawnStream NewFile(byte* path) => new(-1, path, WriteOnly | CreateAndTruncate);
}
