using System.Buffers.Binary;

namespace MusicPlayer.Wave;

/// <summary>Numbers in files as samples from -1 to 1.</summary>
internal static class Samples
{
    /// <summary>Reads whole samples; what is left at the end is no sample.</summary>
    /// <param name="bytes">The file's numbers.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="read">Reads one number.</param>
    public static float[] Read(ReadOnlySpan<byte> bytes, int size, SampleReader read)
    {
        var samples = new float[bytes.Length / size];
        for (var index = 0; index < samples.Length; index++)
            samples[index] = read(bytes.Slice(index * size, size));
        return samples;
    }

    public static float UnsignedByte(ReadOnlySpan<byte> bytes) => (bytes[0] - 128) / 128f;

    public static float SignedByte(ReadOnlySpan<byte> bytes) => (sbyte)bytes[0] / 128f;

    public static float LittleInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f;

    public static float BigInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16BigEndian(bytes) / 32768f;

    public static float LittleInt24(ReadOnlySpan<byte> bytes) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648f;

    public static float BigInt24(ReadOnlySpan<byte> bytes) => ((bytes[2] << 8) | (bytes[1] << 16) | (bytes[0] << 24)) / 2147483648f;

    public static float LittleInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f;

    public static float BigInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) / 2147483648f;

    public static float LittleSingle(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleLittleEndian(bytes);

    public static float BigSingle(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes);

    /// <summary>The µ-law of telephones: a sign, three bits of exponent and four of mantissa, all inverted. Source: ITU-T G.711.</summary>
    public static float MuLaw(ReadOnlySpan<byte> bytes)
    {
        const int bias = 0x84;
        var code = ~bytes[0];
        var magnitude = ((((code & 0x0f) << 3) + bias) << ((code & 0x70) >> 4)) - bias;
        return ((code & 0x80) != 0 ? -magnitude : magnitude) / 32768f;
    }
}
