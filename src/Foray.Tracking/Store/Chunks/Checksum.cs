using System.Buffers.Binary;
using Foray.Storage;

namespace Foray.Tracking.Store.Chunks;

/// <summary>The last four bytes of what a store keeps as bytes: the CRC-32C (RFC 3720, B.4) of those before them, little-endian.</summary>
internal static class Checksum
{
    public const int Length = sizeof(uint);

    /// <summary>Fills the last bytes in.</summary>
    public static void Seal(Span<byte> bytes) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[^Length..], Crc32C.Compute(bytes[..^Length]));

    /// <summary>The bytes before the checksum.</summary>
    /// <exception cref="InvalidDataException">The checksum is not theirs.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^Length..]) != Crc32C.Compute(bytes[..^Length]))
            throw new InvalidDataException("the checksum is wrong");
        return bytes[..^Length];
    }
}
