using System.Globalization;
using System.Net;

namespace Foray.Sdk.Options;

/// <summary>A range of network addresses: <c>192.168.42.0/24</c>, <c>fd00::/8</c>.</summary>
/// <param name="Address">The address as written.</param>
/// <param name="PrefixLength">How many leading bits name the network.</param>
public readonly record struct Cidr(IPAddress Address, int PrefixLength)
{
    /// <summary>Reads a range. Bits behind the prefix are allowed and can be asked for with <see cref="HasHostBits"/>.</summary>
    /// <returns>False where the text is not an address, a slash and a prefix length of the address's family.</returns>
    public static bool TryParse(string text, out Cidr cidr)
    {
        cidr = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsWrittenOut(text.AsSpan(0, slash)) || !IPAddress.TryParse(text.AsSpan(0, slash), out var address))
            return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > address.GetAddressBytes().Length * 8)
            return false;
        cidr = new Cidr(address, prefix);
        return true;
    }

    /// <summary>True where bits behind the prefix are set, as in <c>172.16.42.0/16</c>.</summary>
    public bool HasHostBits => !Address.Equals(Network.Address);

    /// <summary>The same range with the bits behind the prefix cleared.</summary>
    public Cidr Network
    {
        get
        {
            var bytes = Address.GetAddressBytes();
            for (var bit = PrefixLength; bit < bytes.Length * 8; bit++)
                bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            return new Cidr(new IPAddress(bytes), PrefixLength);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength}";

    /// <summary>.NET reads <c>10.1</c> as 10.0.0.1; nobody who writes a range means that.</summary>
    private static bool IsWrittenOut(ReadOnlySpan<char> address) => address.Contains(':') || address.Count('.') == 3;
}
