using System.Buffers.Binary;
using Foray.Backends.Tests.Protobuf;

namespace Foray.Backends.Tests.TensorBoard;

/// <summary>The events of a file, read as TensorBoard's documentation of the format has it, with a table-driven CRC of its own.</summary>
internal static class TensorBoardEvent
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(number =>
    {
        var crc = (uint)number;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        return crc;
    })];

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var one in bytes)
            crc = Table[(crc ^ one) & 0xFF] ^ (crc >> 8);
        return crc ^ 0xFFFFFFFF;
    }

    /// <summary>The records that are whole; throws where the checksum of a whole one is wrong.</summary>
    public static IReadOnlyList<WireMessage> ReadAll(ReadOnlySpan<byte> file)
    {
        var events = new List<WireMessage>();
        while (file.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
            Check(file[..8], file[8..]);
            if ((ulong)file.Length < length + 16)
                break;
            var data = file.Slice(12, (int)length);
            Check(data, file[(12 + (int)length)..]);
            events.Add(new WireMessage(data));
            file = file[(16 + (int)length)..];
        }

        return events;
    }

    /// <summary>The values of a file behind its first record, which has to tell the version.</summary>
    public static IReadOnlyList<(double Time, long Step, WireMessage Value)> ReadValues(string path)
    {
        var events = ReadAll(File.ReadAllBytes(path));
        Assert.Equal("brain.Event:2", events[0].Text(3));
        return [.. events.Skip(1).Select(one => (one.Double(1), one.Integer(2), one.Message(5).Message(1)))];
    }

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum)
    {
        var crc = Checksum(data);
        if (((crc >> 15) | (crc << 17)) + 0xa282ead8 != BinaryPrimitives.ReadUInt32LittleEndian(checksum))
            throw new InvalidDataException("wrong checksum");
    }
}
