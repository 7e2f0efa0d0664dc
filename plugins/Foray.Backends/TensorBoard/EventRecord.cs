using System.Buffers.Binary;
using System.Numerics;

namespace Foray.Backends.TensorBoard;

/// <summary>
/// A record of an event file (tensorflow/core/lib/io/record_writer.h): the length as 8 bytes, its masked checksum, the data, its masked checksum; little endian.
/// The checksum is CRC-32C (RFC 3720, B.4).
/// </summary>
internal static class EventRecord
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Appends a record.</summary>
    public static void Append(Stream target, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        target.Write(length);
        AppendChecksum(target, length);
        target.Write(data);
        AppendChecksum(target, data);
    }

    /// <summary>CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private static void AppendChecksum(Stream target, ReadOnlySpan<byte> bytes)
    {
        Span<byte> masked = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(Checksum(bytes), 15) + MaskDelta);
        target.Write(masked);
    }
}
