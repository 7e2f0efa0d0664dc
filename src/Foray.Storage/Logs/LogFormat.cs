using System.Buffers.Binary;

namespace Foray.Storage.Logs;

/// <summary>
/// The bytes of a segment; numbers are little-endian. A header: <c>FORAYLOG</c>, the version (4 bytes), zero (4), the log's id (16), the number of the segment's first entry (8),
/// the CRC-32C of all that (4), zero (4). Then the entries: the CRC-32C of what follows (4), bytes of content (4), number of the entry (8), the content.
/// </summary>
internal static class LogFormat
{
    public const int Version = 1;
    public const int HeaderSize = 48;
    public const int EntryHeaderSize = 16;

    /// <summary>Most bytes of an entry's content.</summary>
    public const int LongestContent = 64 << 20;

    private const int VersionAt = 8;
    private const int IdAt = 16;
    private const int FirstAt = 32;
    private const int HeaderChecksumAt = 40;
    private const int ChecksumSize = 4;
    private const int SequenceAt = 8;

    private static ReadOnlySpan<byte> Magic => "FORAYLOG"u8;

    public static byte[] Header(Guid id, long first)
    {
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(VersionAt), Version);
        id.TryWriteBytes(header.AsSpan(IdAt));
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(FirstAt), first);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(HeaderChecksumAt), Crc32C.Compute(header.AsSpan(0, HeaderChecksumAt)));
        return header;
    }

    /// <summary>The log and the first number that a header tells.</summary>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It is no header, or one of a newer version.</exception>
    public static (Guid Id, long First) ReadHeader(string path, ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Magic))
            throw StorageErrors.DamagedLog(path, 0, "it does not begin as a segment of a log");
        if (BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..]) is > Version and var version)
            throw StorageErrors.NewerLog(path, version);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[HeaderChecksumAt..]) != Crc32C.Compute(header[..HeaderChecksumAt]))
            throw StorageErrors.DamagedLog(path, 0, "the checksum of its header is wrong");
        return (new Guid(header.Slice(IdAt, 16)), BinaryPrimitives.ReadInt64LittleEndian(header[FirstAt..]));
    }

    public static int EntrySize(ReadOnlySpan<byte> content) => EntryHeaderSize + content.Length;

    /// <summary>Writes an entry over the beginning of a buffer.</summary>
    public static void WriteEntry(Span<byte> buffer, long sequence, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer[ChecksumSize..], content.Length);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[SequenceAt..], sequence);
        content.CopyTo(buffer[EntryHeaderSize..]);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, Crc32C.Compute(buffer[ChecksumSize..EntrySize(content)]));
    }

    /// <summary>Bytes of the entry that begins here, its header among them, as it says itself; 0 where that cannot be.</summary>
    public static int ClaimedSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EntryHeaderSize)
            return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[ChecksumSize..]);
        return length is >= 0 and <= LongestContent ? EntryHeaderSize + length : 0;
    }

    public static long SequenceOf(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadInt64LittleEndian(entry[SequenceAt..]);

    /// <summary>Whether a whole entry has the number and the checksum that it should have.</summary>
    public static bool IsSound(ReadOnlySpan<byte> entry, long sequence) =>
        SequenceOf(entry) == sequence && BinaryPrimitives.ReadUInt32LittleEndian(entry) == Crc32C.Compute(entry[ChecksumSize..]);
}
