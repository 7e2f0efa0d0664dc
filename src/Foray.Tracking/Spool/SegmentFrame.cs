using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Foray.Storage;
using Microsoft.Win32.SafeHandles;

namespace Foray.Tracking.Spool;

/// <summary>The first slot of a segment's file, which says what it is, and the last, which is its seal: slots used, a checksum over all before it, and a mark.</summary>
internal static class SegmentFrame
{
    private const int VersionOffset = 8;
    private const int SlotsOffset = 12;
    private const int NumberOffset = 16;
    private const int BaseOffset = 24;
    private const int MarkSize = sizeof(ulong);
    private const int SealTail = MarkSize + sizeof(uint);

    public static void WriteHead(Span<byte> file, long number, SpoolHeader header)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(file, SpoolFormat.SegmentMark);
        BinaryPrimitives.WriteUInt32LittleEndian(file[VersionOffset..], SpoolFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(file[SlotsOffset..], header.Slots);
        BinaryPrimitives.WriteInt64LittleEndian(file[NumberOffset..], number);
        BinaryPrimitives.WriteInt64LittleEndian(file[BaseOffset..], header.Base);
    }

    /// <summary>Writes the seal of a segment but for its mark.</summary>
    public static void PrepareSeal(Span<byte> file, long used)
    {
        BinaryPrimitives.WriteInt64LittleEndian(file[^SpoolFormat.SlotSize..], used);
        BinaryPrimitives.WriteUInt32LittleEndian(file[^SealTail..], Crc32C.Compute(file[..^SealTail]));
    }

    /// <summary>Writes the mark, by which readers know the segment as sealed.</summary>
    public static void WriteMark(SafeFileHandle file, long length)
    {
        Span<byte> mark = stackalloc byte[MarkSize];
        BinaryPrimitives.WriteUInt64LittleEndian(mark, SpoolFormat.SealMark);
        RandomAccess.Write(file, mark, length - MarkSize);
    }

    public static bool HeadIsSound(ReadOnlySpan<byte> file, long number, SpoolHeader header)
    {
        Span<byte> expected = stackalloc byte[SpoolFormat.SlotSize];
        WriteHead(expected, number, header);
        return file.StartsWith(expected);
    }

    /// <summary>0 for a segment that is not sealed; anything but <see cref="SpoolFormat.SealMark"/> is damage.</summary>
    public static ulong ReadMark(ReadOnlySpan<byte> file) => Volatile.Read(in MemoryMarshal.AsRef<ulong>(file[^MarkSize..]));

    /// <summary>The same of a file that is not in memory.</summary>
    public static ulong ReadMark(SafeFileHandle file, long length)
    {
        Span<byte> mark = stackalloc byte[MarkSize];
        RandomAccess.Read(file, mark, length - MarkSize);
        return BinaryPrimitives.ReadUInt64LittleEndian(mark);
    }

    /// <summary>Slots that are used in a sealed segment.</summary>
    public static long ReadUsed(ReadOnlySpan<byte> file) => BinaryPrimitives.ReadInt64LittleEndian(file[^SpoolFormat.SlotSize..]);

    public static bool SealIsSound(ReadOnlySpan<byte> file, int slots) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[^SealTail..]) == Crc32C.Compute(file[..^SealTail])
        && ReadUsed(file) is var used && used >= 0 && used <= slots;
}
