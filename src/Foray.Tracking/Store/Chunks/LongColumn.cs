using System.Buffers.Binary;

namespace Foray.Tracking.Store.Chunks;

/// <summary>
/// Whole numbers as bytes. Where each is the one before plus the same stride: 0, the first (i64), the stride (i64). Otherwise: 1, the first (i64),
/// the length of what follows in bytes (i32), and for each further one the difference to the one before, its sign moved into the lowest bit,
/// seven bits a byte, the lowest first, all but the last with the highest bit set. Differences wrap around.
/// </summary>
internal static class LongColumn
{
    private const byte Strided = 0;
    private const byte Deltas = 1;
    private const int FirstAt = 1;
    private const int StrideAt = FirstAt + sizeof(long);
    private const int StridedLength = StrideAt + sizeof(long);
    private const int DeltasAt = StrideAt + sizeof(int);
    private const int LongestDelta = 10;

    /// <summary>The most bytes that a column takes.</summary>
    public static int MaxLength(int count) => Math.Max(StridedLength, DeltasAt + (count * LongestDelta));

    /// <summary>Writes a column of at least one number.</summary>
    /// <returns>Number of bytes written.</returns>
    public static int Write(Span<byte> to, ReadOnlySpan<long> column)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to[FirstAt..], column[0]);
        if (TryGetStride(column, out var stride))
        {
            to[0] = Strided;
            BinaryPrimitives.WriteInt64LittleEndian(to[StrideAt..], stride);
            return StridedLength;
        }

        to[0] = Deltas;
        var length = WriteDeltas(to[DeltasAt..], column);
        BinaryPrimitives.WriteInt32LittleEndian(to[StrideAt..], length);
        return DeltasAt + length;
    }

    /// <summary>Number of bytes of the column that some bytes begin with.</summary>
    public static int Measure(ReadOnlySpan<byte> from)
    {
        if (from.Length >= StridedLength && from[0] == Strided)
            return StridedLength;
        if (from.Length >= DeltasAt && from[0] == Deltas)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(from[StrideAt..]);
            if (length >= 0 && length <= from.Length - DeltasAt)
                return DeltasAt + length;
        }

        throw new InvalidDataException("a column of it cannot be read");
    }

    /// <summary>Reads a column that has been measured.</summary>
    /// <exception cref="InvalidDataException">It does not have as many numbers as are to be read.</exception>
    public static void Read(ReadOnlySpan<byte> from, Span<long> column)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(from[FirstAt..]);
        if (from[0] == Strided)
            ReadStrided(value, BinaryPrimitives.ReadInt64LittleEndian(from[StrideAt..]), column);
        else
            ReadDeltas(value, from[DeltasAt..Measure(from)], column);
    }

    private static bool TryGetStride(ReadOnlySpan<long> column, out long stride)
    {
        stride = column.Length > 1 ? unchecked(column[1] - column[0]) : 0;
        for (var i = 1; i < column.Length; i++)
        {
            if (unchecked(column[i] - column[i - 1]) != stride)
                return false;
        }

        return true;
    }

    private static int WriteDeltas(Span<byte> to, ReadOnlySpan<long> column)
    {
        var at = 0;
        for (var i = 1; i < column.Length; i++)
        {
            var delta = unchecked(column[i] - column[i - 1]);
            var rest = (ulong)((delta << 1) ^ (delta >> 63));
            for (; rest >= 0x80; rest >>= 7)
                to[at++] = (byte)(rest | 0x80);
            to[at++] = (byte)rest;
        }

        return at;
    }

    private static void ReadStrided(long first, long stride, Span<long> column)
    {
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = first;
            first = unchecked(first + stride);
        }
    }

    private static void ReadDeltas(long first, ReadOnlySpan<byte> deltas, Span<long> column)
    {
        var at = 0;
        column[0] = first;
        for (var i = 1; i < column.Length; i++)
        {
            var rest = ReadDelta(deltas, ref at);
            first = unchecked(first + ((long)(rest >> 1) ^ -(long)(rest & 1)));
            column[i] = first;
        }

        if (at != deltas.Length)
            throw WrongLength();
    }

    private static ulong ReadDelta(ReadOnlySpan<byte> deltas, ref int at)
    {
        var rest = 0UL;
        for (var shift = 0; shift < 7 * LongestDelta && at < deltas.Length; shift += 7)
        {
            var part = deltas[at++];
            rest |= (part & 0x7FUL) << shift;
            if (part < 0x80)
                return rest;
        }

        throw WrongLength();
    }

    private static InvalidDataException WrongLength() => new("a column of it has another length than it says");
}
