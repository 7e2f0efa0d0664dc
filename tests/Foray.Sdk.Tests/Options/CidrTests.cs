using System.Net;
using CsCheck;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public class CidrTests
{
    private static readonly Gen<Cidr> Any =
        from bytes in Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16])
        from prefix in Gen.Int[0, bytes.Length * 8]
        select new Cidr(new IPAddress(bytes), prefix);

    [Theory]
    [InlineData("192.168.42.0/24")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.1.2.3/32")]
    [InlineData("fd00::/8")]
    [InlineData("::1/128")]
    public void Ranges_are_read(string text)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        Assert.Equal(text, cidr.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("192.168.42.0")]
    [InlineData("10.1/16")]
    [InlineData("192.168.42.0/33")]
    [InlineData("192.168.42.0/-1")]
    [InlineData("192.168.42.0/ 8")]
    [InlineData("192.168.42.0/24/8")]
    [InlineData("192.168.42.256/24")]
    [InlineData("fd00::/129")]
    [InlineData("host/24")]
    public void Anything_else_is_refused(string text) => Assert.False(Cidr.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() => Any.Sample(cidr => Cidr.TryParse(cidr.ToString(), out var read) && read == cidr);

    [Theory]
    [InlineData("172.16.42.0/16", true, "172.16.0.0/16")]
    [InlineData("172.16.0.0/16", false, "172.16.0.0/16")]
    [InlineData("10.0.0.129/25", true, "10.0.0.128/25")]
    [InlineData("fd00::1/64", true, "fd00::/64")]
    public void Bits_behind_the_prefix_are_found_and_cleared(string text, bool has, string network)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        Assert.Equal(has, cidr.HasHostBits);
        Assert.Equal(network, cidr.Network.ToString());
    }

    [Fact]
    public void A_network_has_no_bits_behind_its_prefix_and_is_its_own_network() => Any.Sample(cidr =>
    {
        Assert.False(cidr.Network.HasHostBits);
        Assert.Equal(cidr.Network, cidr.Network.Network);
    });
}
