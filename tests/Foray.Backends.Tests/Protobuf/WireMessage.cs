using System.Buffers.Binary;
using System.Text;

namespace Foray.Backends.Tests.Protobuf;

/// <summary>A message in the encoding of protocol buffers, read field by field as its specification has it.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, object Value)> _fields = [];

    public WireMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            _fields.Add(((int)(tag >> 3), Value((int)(tag & 7), ref bytes)));
        }
    }

    public long Integer(int field) => (long)One<ulong>(field);

    public float Float(int field) => BitConverter.UInt32BitsToSingle(One<uint>(field));

    public double Double(int field) => BitConverter.Int64BitsToDouble(One<long>(field));

    public long Fixed(int field) => One<long>(field);

    public byte[] Bytes(int field) => One<byte[]>(field);

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public WireMessage Message(int field) => new(Bytes(field));

    public IReadOnlyList<WireMessage> Messages(int field) => [.. _fields.Where(one => one.Field == field).Select(one => new WireMessage((byte[])one.Value))];

    public IReadOnlyList<double> Doubles(int field) => [.. Bytes(field).Chunk(8).Select(bytes => BitConverter.ToDouble(bytes))];

    private static object Value(int wireType, ref ReadOnlySpan<byte> bytes)
    {
        object value;
        switch (wireType)
        {
            case 0:
                return Varint(ref bytes);
            case 1:
                value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
                bytes = bytes[8..];
                return value;
            case 2:
                var length = (int)Varint(ref bytes);
                value = bytes[..length].ToArray();
                bytes = bytes[length..];
                return value;
            case 5:
                value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                bytes = bytes[4..];
                return value;
            default:
                throw new InvalidDataException($"wire type {wireType}");
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var index = 0; ; index++)
        {
            value |= (ulong)(bytes[index] & 0x7F) << (7 * index);
            if (bytes[index] < 0x80)
            {
                bytes = bytes[(index + 1)..];
                return value;
            }
        }
    }

    private T One<T>(int field) => (T)_fields.Single(one => one.Field == field).Value;
}
