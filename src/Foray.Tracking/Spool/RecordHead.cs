using System.Buffers.Binary;
using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>The first slot of a record.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Time">When, in nanoseconds since 1970.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Checksum">CRC-32C of the content.</param>
/// <param name="ContentFile">Number of the file that has the content; 0 where it is in the slots that follow.</param>
internal readonly record struct RecordHead(RecordKind Kind, long Time, int Length, uint Checksum, ulong ContentFile)
{
    private const int TimeOffset = 8;
    private const int ChecksumOffset = 16;
    private const int HeadChecksumOffset = 20;
    private const int FileOffset = 24;

    public ulong Word => SpoolFormat.Word(SlotKind.Head, (uint)Length, Kind);

    /// <summary>Slots that the record takes.</summary>
    public int Slots => ContentFile == 0 ? SpoolFormat.Slots(Length) : 1;

    /// <summary>Writes all but the commit word.</summary>
    public void Write(Span<byte> slot)
    {
        BinaryPrimitives.WriteInt64LittleEndian(slot[TimeOffset..], Time);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[ChecksumOffset..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[FileOffset..], ContentFile);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[HeadChecksumOffset..], OwnChecksum());
    }

    /// <summary>Null where the slot is no sound head.</summary>
    public static RecordHead? Read(ReadOnlySpan<byte> slot)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(slot);
        var head = new RecordHead(
            SpoolFormat.Record(word),
            BinaryPrimitives.ReadInt64LittleEndian(slot[TimeOffset..]),
            (int)SpoolFormat.Number(word),
            BinaryPrimitives.ReadUInt32LittleEndian(slot[ChecksumOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(slot[FileOffset..]));
        return head.Length >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(slot[HeadChecksumOffset..]) == head.OwnChecksum() ? head : null;
    }

    private uint OwnChecksum()
    {
        Span<byte> fields = stackalloc byte[28];
        BinaryPrimitives.WriteUInt64LittleEndian(fields, Word);
        BinaryPrimitives.WriteInt64LittleEndian(fields[8..], Time);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[16..], Checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[20..], ContentFile);
        return Crc32C.Compute(fields);
    }
}
