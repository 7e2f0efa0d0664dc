using System.Text;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.HandOff;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Tests.Programs.HandOff;

public sealed class HandOffRequestTests
{
    private static readonly HandOffRequest Offer = new(HandOffRequestKind.Offer, ProgramId.New(), 2) { Origin = "a", Snapshot = [1, 2, 3] };

    [Fact]
    public void A_request_is_read_again()
    {
        var read = HandOffRequest.Read(Offer.Write());
        Assert.Equal(Offer with { Snapshot = null }, read with { Snapshot = null });
        Assert.Equal(Offer.Snapshot, read.Snapshot);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Select(Gen.Byte.Array[0, 30], Gen.Int[0, 140], Gen.Int[0, 140]).Sample((noise, from, length) =>
    {
        var bytes = Offer.Write();
        from = Math.Min(from, bytes.Length);
        byte[] changed = [.. bytes[..from], .. noise, .. bytes[Math.Min(bytes.Length, from + length)..]];
        HandOffReply.Read(changed);
        try
        {
            HandOffRequest.Read(changed);
        }
        catch (DiagnosticException exception)
        {
            Assert.Equal("FORAY299", exception.Diagnostics[0].Code);
        }
    });

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"kind":"Start","id":"../../x","epoch":2}""")]
    [InlineData("""{"kind":"Start","id":"00000000000000000000000000000001","epoch":0}""")]
    [InlineData("""{"kind":"Burn","id":"00000000000000000000000000000001","epoch":2}""")]
    [InlineData("""{"kind":7,"id":"00000000000000000000000000000001","epoch":2}""")]
    public void What_is_no_request_is_refused(string text) =>
        Assert.Equal("FORAY299", Assert.Single(Assert.Throws<DiagnosticException>(() => HandOffRequest.Read(Encoding.UTF8.GetBytes(text))).Diagnostics).Code);
}
