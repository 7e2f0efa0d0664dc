using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Foray.Backends.Protobuf;

/// <summary>A message in the encoding of protocol buffers (protobuf.dev/programming-guides/encoding), built field by field. A field that has its default is written too.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public ProtobufMessage Integer(int field, long value)
    {
        Tag(field, Varint);
        Append((ulong)value);
        return this;
    }

    public ProtobufMessage Double(int field, double value) => Fixed(field, BitConverter.DoubleToInt64Bits(value));

    public ProtobufMessage Fixed(int field, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Tag(field, Fixed64);
        _bytes.Write(bytes);
        return this;
    }

    public ProtobufMessage Float(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Tag(field, Fixed32);
        _bytes.Write(bytes);
        return this;
    }

    public ProtobufMessage Text(int field, string value) => Delimit(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Message(int field, ProtobufMessage value) => Delimit(field, value.Bytes);

    /// <summary>Numbers in one field, as <c>repeated double</c> of proto3 has them.</summary>
    public ProtobufMessage Doubles(int field, IReadOnlyList<double> values)
    {
        var bytes = new byte[values.Count * sizeof(double)];
        for (var index = 0; index < values.Count; index++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(index * sizeof(double)), values[index]);
        return Delimit(field, bytes);
    }

    public ProtobufMessage Delimit(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Append((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Tag(int field, int wireType) => Append((ulong)((field << 3) | wireType));

    private void Append(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
