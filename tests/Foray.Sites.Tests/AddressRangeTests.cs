using CsCheck;
using Foray.Sdk.Options;
using Foray.Sites.Vagrant;

namespace Foray.Sites.Tests;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.168.42.0/24", 245, "192.168.42.10", "192.168.42.254")]
    [InlineData("172.16.42.0/16", 65525, "172.16.0.10", "172.16.255.254")]
    [InlineData("10.0.0.0/27", 21, "10.0.0.10", "10.0.0.30")]
    [InlineData("10.0.0.0/29", 5, "10.0.0.2", "10.0.0.6")]
    [InlineData("10.0.0.0/30", 1, "10.0.0.2", "10.0.0.2")]
    [InlineData("fd00::/64", int.MaxValue, "fd00::a", "fd00::8000:8")]
    public void Machines_get_the_addresses_between_the_host_and_the_end(string range, int capacity, string first, string last)
    {
        var addresses = Of(range);
        Assert.Equal(capacity, addresses.Capacity);
        Assert.Equal(first, addresses.AddressOf(0));
        Assert.Equal(last, addresses.AddressOf(capacity - 1));
        Assert.Null(addresses.AddressOf(capacity));
    }

    [Theory]
    [InlineData("10.0.0.0/31")]
    [InlineData("10.0.0.0/32")]
    [InlineData("::1/128")]
    public void A_range_for_one_or_two_has_no_address_for_a_machine(string range) => Assert.Null(Of(range).AddressOf(0));

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.0.0.0/24", "10.0.1.0/24", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    [InlineData("::/0", "fd00::/8", true)]
    public void Ranges_with_common_addresses_overlap(string one, string other, bool overlaps)
    {
        Assert.Equal(overlaps, Of(one).Overlaps(Of(other)));
        Assert.Equal(overlaps, Of(other).Overlaps(Of(one)));
    }

    [Fact]
    public void Every_address_lies_in_its_range_and_differs_from_its_neighbour() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 30], Gen.Int[0, 1000]).Sample((address, prefix, number) =>
        {
            var text = $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{prefix}";
            if (!Cidr.TryParse(text, out var cidr) || Of(text).AddressOf(number) is not { } given)
                return;
            Assert.Equal(cidr.Network, new Cidr(System.Net.IPAddress.Parse(given), prefix).Network);
            Assert.NotEqual(given, Of(text).AddressOf(number + 1));
        });

    private static AddressRange Of(string text)
    {
        Assert.True(Cidr.TryParse(text, out var cidr));
        return new AddressRange(cidr);
    }
}
