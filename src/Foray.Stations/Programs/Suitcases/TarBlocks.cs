namespace Foray.Stations.Programs.Suitcases;

/// <summary>The blocks of a tar archive (POSIX.1-2017, pax, "ustar Interchange Format").</summary>
internal static class TarBlocks
{
    private const int Block = 512;
    private const int SizeOffset = 124;
    private const int SizeDigits = 12;

    /// <summary>Sees that no header claims more than the archive has: a reader makes room for what is claimed.</summary>
    /// <exception cref="InvalidDataException">One does, or its size is no number.</exception>
    public static void Check(ReadOnlySpan<byte> archive)
    {
        while (archive.Length >= Block)
        {
            var header = archive[..Block];
            archive = archive[Block..];
            if (!header.ContainsAnyExcept((byte)0))
                continue;
            var length = (SizeOf(header.Slice(SizeOffset, SizeDigits)) + Block - 1) / Block * Block;
            if (length > archive.Length)
                throw new InvalidDataException("an entry is larger than the archive");
            archive = archive[(int)length..];
        }
    }

    private static long SizeOf(ReadOnlySpan<byte> field)
    {
        var size = 0L;
        foreach (var digit in field.Trim(" \0"u8))
            size = digit is >= (byte)'0' and <= (byte)'7' ? (size << 3) + digit - '0' : throw new InvalidDataException("a size is no octal number");
        return size;
    }
}
