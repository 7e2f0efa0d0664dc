using System.Buffers.Binary;
using System.Net;
using Foray.Sdk.Options;

namespace Foray.Sites.Vagrant;

/// <summary>The addresses of a range that machines can have.</summary>
internal sealed class AddressRange
{
    // The first ones of a range are the host's, and those of servers that a provider starts on it.
    private const int UsualFirst = 10;
    private const int LeastFirst = 2;
    private const int RoomyBits = 5;

    private readonly UInt128 _network;
    private readonly UInt128 _first;
    private readonly int _bytes;

    public AddressRange(Cidr cidr)
    {
        var bytes = cidr.Network.Address.GetAddressBytes();
        _bytes = bytes.Length;
        _network = Read(bytes);
        var free = (bytes.Length * 8) - cidr.PrefixLength;
        Last = _network + ((free == 128 ? UInt128.Zero : UInt128.One << free) - 1);
        _first = _network + (UInt128)(free < RoomyBits ? LeastFirst : UsualFirst);
        Capacity = Last > _first ? (int)UInt128.Min(Last - _first, int.MaxValue) : 0;
    }

    /// <summary>How many machines the range has addresses for: all but the first ones and the last one.</summary>
    public int Capacity { get; }

    private UInt128 Last { get; }

    /// <summary>The address of the machine with a number from 0; null where the range has none left.</summary>
    public string? AddressOf(int number)
    {
        if (number >= Capacity)
            return null;
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first + (UInt128)number);
        return new IPAddress(bytes.AsSpan(16 - _bytes)).ToString();
    }

    /// <summary>True where the two have an address in common.</summary>
    public bool Overlaps(AddressRange other) => _bytes == other._bytes && _network <= other.Last && other._network <= Last;

    private static UInt128 Read(byte[] bytes)
    {
        UInt128 number = 0;
        foreach (var part in bytes)
            number = (number << 8) | part;
        return number;
    }
}
