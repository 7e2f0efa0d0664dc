namespace Foray.Tracking.Spool;

/// <summary>The numbers of the format; docs/reference/tracking-spool.md explains them. All are little-endian.</summary>
internal static class SpoolFormat
{
    public const uint Version = 1;

    /// <summary>Bytes of a slot.</summary>
    public const int SlotSize = 32;

    /// <summary>Bytes of a record's content in each slot behind its head.</summary>
    public const int ContinuationSize = SlotSize - sizeof(ulong);

    /// <summary>Slots of a segment's file that are none of its slots: the first and the last.</summary>
    public const int FrameSlots = 2;

    public const int FewestSlots = 64;
    public const int MostSlots = 1 << 25;

    /// <summary>Content beyond it, in bytes, has a file of its own.</summary>
    public const int MostInline = 64 * 1024;

    /// <summary>"FORAYSPL".</summary>
    public const ulong SpoolMark = 0x4C50_5359_4152_4F46;

    /// <summary>"FORAYSEG".</summary>
    public const ulong SegmentMark = 0x4745_5359_4152_4F46;

    /// <summary>"FORAYEND": the segment is sealed.</summary>
    public const ulong SealMark = 0x444E_4559_4152_4F46;

    public static long FileLength(int slots) => ((long)slots + FrameSlots) * SlotSize;

    public static ulong Word(SlotKind kind, uint number, RecordKind record = 0) => (ulong)number << 32 | (ulong)record << 8 | (ulong)kind;

    public static SlotKind Kind(ulong word) => (SlotKind)(byte)word;

    public static RecordKind Record(ulong word) => (RecordKind)(byte)(word >> 8);

    /// <summary>The series of a point, the length of a record's content, or the place of a continuation in its record, from 1.</summary>
    public static uint Number(ulong word) => (uint)(word >> 32);

    /// <summary>Slots of a record with so many bytes of content in it.</summary>
    public static int Slots(int length) => 1 + (int)(((long)length + ContinuationSize - 1) / ContinuationSize);
}
