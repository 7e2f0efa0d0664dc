namespace Foray.Backends.Protobuf;

/// <summary>Reads the few fields that are wanted of a message in the encoding of protocol buffers.</summary>
internal static class ProtobufFields
{
    /// <summary>The number of a field of type varint, the last where there are several; 0 where there is none.</summary>
    public static long Integer(ReadOnlySpan<byte> message, int field) => (long)Last(message, field).Number;

    /// <summary>The bytes of a field: a text or a message; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> message, int field) => message[Last(message, field).Range];

    /// <summary>Stops where the message is damaged: it comes from a server, and what is read of it is only reported.</summary>
    private static (ulong Number, Range Range) Last(ReadOnlySpan<byte> message, int field)
    {
        (ulong, Range) found = (0, 0..0);
        for (var at = 0; at < message.Length;)
        {
            if (!TryVarint(message, ref at, out var tag))
                return found;
            ulong number = 0;
            var length = 0UL;
            var isWhole = (tag & 7) switch
            {
                0 => TryVarint(message, ref at, out number),
                1 => Set(sizeof(ulong), out length),
                2 => TryVarint(message, ref at, out length),
                5 => Set(sizeof(uint), out length),
                _ => false,
            };
            if (!isWhole || length > (ulong)(message.Length - at))
                return found;
            if (tag >> 3 == (ulong)field)
                found = (number, at..(at + (int)length));
            at += (int)length;
        }

        return found;
    }

    private static bool Set(ulong value, out ulong target)
    {
        target = value;
        return true;
    }

    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; at < bytes.Length && shift < 64; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }
}
