using CsCheck;
using Foray.Tracking.Store;
using Foray.Tracking.Store.Chunks;

namespace Foray.Tracking.Tests.Store;

public sealed class ChunkCodecTests
{
    private static readonly Gen<long> Whole = Gen.Frequency((3, Gen.Long[-100, 100]), (1, Gen.Long), (1, Gen.OneOf(Gen.Const(long.MaxValue), Gen.Const(PointBlock.NoStep))));

    private static readonly Gen<byte[]> Encoded = Gen.Select(Whole.Array[1, 40], Gen.Long, Gen.Long[0, 5]).Select((steps, time, stride) =>
        ChunkCodec.Encode(steps, steps.Select((_, index) => unchecked(time + (index * stride))).ToArray(), steps.Select(step => (double)step).ToArray()));

    [Fact]
    public void Points_come_back_bit_by_bit() =>
        Gen.Select(Whole, Whole, Gen.ULong).Array[1, 1024].Sample(points =>
        {
            var (steps, times, values) = (points.Select(p => p.Item1).ToArray(), points.Select(p => p.Item2).ToArray(), points.Select(p => BitConverter.UInt64BitsToDouble(p.Item3)).ToArray());
            var found = Decode(ChunkCodec.Encode(steps, times, values));
            Assert.Equal(steps, found.Steps.ToArray());
            Assert.Equal(times, found.Times.ToArray());
            Assert.Equal(points.Select(p => p.Item3), found.Values.ToArray().Select(BitConverter.DoubleToUInt64Bits));
        });

    [Fact]
    public void The_format_is_the_documented_one() => Assert.Equal(
        "010300" + "00" + "0500000000000000" + "0100000000000000"
        + "01" + "0a00000000000000" + "03000000" + "02" + "d804"
        + "000000000000f03f" + "000000000000f87f" + "0000000000000080" + "5262a8ef",
        Convert.ToHexStringLower(ChunkCodec.Encode([5, 6, 7], [10, 11, 311], [1, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000), -0.0])));

    [Fact]
    public void Regular_steps_take_no_room() =>
        Assert.True(ChunkCodec.Encode(Enumerable.Range(0, 1024).Select(step => (long)step).ToArray(), new long[1024], new double[1024]).Length < (1024 * sizeof(double)) + 64);

    [Fact]
    public void A_changed_byte_is_found() =>
        Gen.Select(Encoded, Gen.Double[0, 1], Gen.Byte[1, 255]).Sample((bytes, where, change) =>
        {
            bytes[(int)(where * (bytes.Length - 1))] ^= change;
            Assert.Throws<InvalidDataException>(() => Decode(bytes));
        });

    [Fact]
    public void Bytes_whose_checksum_is_right_are_points_or_refused() =>
        Gen.Select(Encoded, Gen.Double[0, 1], Gen.Byte, Gen.Int[0, 12]).Sample(
            (bytes, where, change, cut) =>
            {
                bytes[(int)(where * (bytes.Length - 1 - Checksum.Length))] = change;
                Array.Resize(ref bytes, Math.Max(Checksum.Length, bytes.Length - cut));
                Checksum.Seal(bytes);
                AssertPointsOrRefused(bytes);
            },
            iter: 20_000);

    [Fact]
    public void Any_bytes_are_points_or_refused() =>
        Gen.Byte.Array[Checksum.Length, 80].Sample(
            bytes =>
            {
                bytes[0] = 1;
                Checksum.Seal(bytes);
                AssertPointsOrRefused(bytes);
            },
            iter: 20_000);

    [Fact]
    public void A_newer_format_is_refused()
    {
        var bytes = ChunkCodec.Encode([1], [1], [1]);
        bytes[0] = 2;
        Checksum.Seal(bytes);
        Assert.Equal("its format has version 2, and this Foray reads only version 1", Assert.Throws<InvalidDataException>(() => Decode(bytes)).Message);
    }

    private static PointBuffer Decode(byte[] bytes)
    {
        var points = new PointBuffer();
        ChunkCodec.Decode(bytes, points);
        return points;
    }

    private static void AssertPointsOrRefused(byte[] bytes)
    {
        var points = new PointBuffer();
        try
        {
            ChunkCodec.Decode(bytes, points);
            Assert.InRange(points.Count, 1, ushort.MaxValue);
        }
        catch (InvalidDataException)
        {
            Assert.Equal(0, points.Count);
        }
    }
}
