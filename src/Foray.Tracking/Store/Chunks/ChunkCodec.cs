using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Foray.Tracking.Store.Chunks;

/// <summary>
/// Points as bytes: version (1), number of points (u16), the column of steps, the column of times, the values (8 bytes each, bit by bit as they were logged), checksum.
/// All numbers are little-endian. The format is described in docs/reference/tracking-store.md.
/// </summary>
internal static class ChunkCodec
{
    /// <summary>
    /// Points of a full chunk. A plot reads one chunk at each border between two pixels, so that its cost grows with the chunk;
    /// shorter ones would cost more rows when points are written, and when all are read.
    /// </summary>
    public const int ChunkSize = 512;

    private const byte Version = 1;
    private const int HeaderLength = 1 + sizeof(ushort);

    /// <summary>Encodes points.</summary>
    /// <param name="steps">The steps, from 1 to 65,535 of them.</param>
    /// <param name="times">As many times.</param>
    /// <param name="values">As many values.</param>
    public static byte[] Encode(ReadOnlySpan<long> steps, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderLength + (2 * LongColumn.MaxLength(values.Length)) + (values.Length * sizeof(double)) + Checksum.Length);
        buffer[0] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(1), checked((ushort)values.Length));
        var length = HeaderLength;
        length += LongColumn.Write(buffer.AsSpan(length), steps);
        length += LongColumn.Write(buffer.AsSpan(length), times);
        MemoryMarshal.AsBytes(values).CopyTo(buffer.AsSpan(length));
        length += values.Length * sizeof(double) + Checksum.Length;
        Checksum.Seal(buffer.AsSpan(0, length));
        var encoded = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return encoded;
    }

    /// <summary>Appends the points that are encoded in bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="points">Gets the points.</param>
    /// <param name="wanted">What is decoded besides the values; in the other columns of the points anything may stand.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a newer version. Nothing has been appended.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, PointBuffer points, ChunkColumns wanted = ChunkColumns.All)
    {
        var content = Checksum.Open(bytes);
        if (content.Length < HeaderLength)
            throw new InvalidDataException("it is too short");
        if (content[0] != Version)
            throw new InvalidDataException($"its format has version {content[0]}, and this Foray reads only version {Version}");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(content[1..]);
        var steps = content[HeaderLength..];
        var times = steps[LongColumn.Measure(steps)..];
        var values = times[LongColumn.Measure(times)..];
        if (count == 0 || values.Length != count * sizeof(double))
            throw new InvalidDataException("its length does not fit the number of its points");

        var before = points.Count;
        var columns = points.Extend(count);
        try
        {
            if (wanted.HasFlag(ChunkColumns.Steps))
                LongColumn.Read(steps, columns.Steps);
            if (wanted.HasFlag(ChunkColumns.Times))
                LongColumn.Read(times, columns.Times);
        }
        catch (InvalidDataException)
        {
            points.Truncate(before);
            throw;
        }

        MemoryMarshal.Cast<byte, double>(values).CopyTo(columns.Values);
    }
}
