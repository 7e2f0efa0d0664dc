using System.Buffers.Binary;
using System.Numerics;

namespace Foray.Storage;

/// <summary>The Castagnoli checksum (RFC 3720, B.4).</summary>
public static class Crc32C
{
    /// <summary>The checksum of bytes; that of <c>123456789</c> is 0xE3069283.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
