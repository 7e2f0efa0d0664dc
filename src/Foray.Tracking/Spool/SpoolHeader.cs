using System.Buffers.Binary;
using Foray.Storage;

namespace Foray.Tracking.Spool;

/// <summary>What a spool says of itself, in its file <c>header</c>. It is written once, and only the counters change.</summary>
/// <param name="Slots">Slots of each segment.</param>
/// <param name="Base">What is added to the position of a record to make it a <see cref="Foray.Sdk.Tracking.Metric.Sequence"/>.</param>
internal readonly record struct SpoolHeader(int Slots, long Base)
{
    public const int Length = 4096;
    public const int CountersOffset = 64;

    private const int VersionOffset = 8;
    private const int SlotsOffset = 12;
    private const int BaseOffset = 16;
    private const int ChecksumOffset = 24;
    private const int CounterCount = 4;
    private const int PositionBits = 22;
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A base above all sequences of spools that were made before: nobody logs four million points in each millisecond.</summary>
    public static long BaseAt(DateTimeOffset time) => (time - Epoch).Ticks / TimeSpan.TicksPerMillisecond << PositionBits;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, SpoolFormat.SpoolMark);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[VersionOffset..], SpoolFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SlotsOffset..], Slots);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[BaseOffset..], Base);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumOffset..], Crc32C.Compute(bytes[..ChecksumOffset]));
    }

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">It is none (FORAY318), of a newer version (FORAY317), or cannot be read (FORAY319).</exception>
    public static SpoolHeader Read(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != SpoolFormat.SpoolMark)
            throw SpoolErrors.Damaged(path, "the file is not the header of a spool");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(VersionOffset)) is var version and > SpoolFormat.Version)
            throw SpoolErrors.NewerVersion(path, version);
        var header = new SpoolHeader(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(SlotsOffset)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(BaseOffset)));
        var isSound = Crc32C.Compute(bytes.AsSpan(0, ChecksumOffset)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(ChecksumOffset))
            && header.Slots is >= SpoolFormat.FewestSlots and <= SpoolFormat.MostSlots;
        return isSound ? header : throw SpoolErrors.Damaged(path, "the checksum of its header is wrong");
    }

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">They cannot be read (FORAY318, FORAY319).</exception>
    public static SpoolDrops ReadDrops(string path)
    {
        var bytes = ReadBytes(path);
        return bytes.Length < Length ? throw SpoolErrors.Damaged(path, "the file is not the header of a spool") : Drops(bytes);
    }

    /// <summary>Where the counter is in the header, in bytes.</summary>
    public static int CounterOffset(bool isPoint, SpoolDropReason reason) => CountersOffset + sizeof(long) * ((isPoint ? 0 : 2) + (int)reason);

    public static SpoolDrops Drops(ReadOnlySpan<byte> header)
    {
        Span<long> counts = stackalloc long[CounterCount];
        for (var i = 0; i < CounterCount; i++)
            counts[i] = BinaryPrimitives.ReadInt64LittleEndian(header[(CountersOffset + i * sizeof(long))..]);
        return new SpoolDrops(counts[0], counts[1], counts[2], counts[3]);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Length];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            throw SpoolErrors.CannotRead(path, exception);
        }
    }
}
