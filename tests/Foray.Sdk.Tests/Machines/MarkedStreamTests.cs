using System.Text;
using CsCheck;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Tests.Machines;

public sealed class MarkedStreamTests
{
    private const string Mark = "abab ";

    [Fact]
    public void All_before_the_mark_is_read_however_the_bytes_come_and_nothing_behind_it() =>
        Gen.Select(Gen.String[Gen.Char["ab \n"], 0, 40], Gen.Int[1, 7], Gen.Int[1, 7]).Sample((text, arriving, asked) =>
        {
            var (read, behind) = Read($"{text}{Mark}7\nnext", arriving, asked);
            var whole = $"{text}{Mark}";
            var mark = whole.IndexOf(Mark, StringComparison.Ordinal);
            Assert.Equal(whole[..mark], read);
            Assert.Equal(mark == text.Length ? "7" : behind, behind);
        });

    [Fact]
    public void Without_a_mark_all_is_read_and_nothing_is_behind_it() =>
        Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 40], Gen.Int[1, 7], Gen.Int[1, 7]).Sample((text, arriving, asked) =>
            Assert.Equal((text, null), Read(text, arriving, asked)));

    [Fact]
    public void A_mark_whose_line_does_not_end_is_none()
    {
        var (read, behind) = Read($"text{Mark}7", 3, 5);
        Assert.Equal(("text", null), (read, behind));
    }

    private static (string Read, string? Behind) Read(string text, int arriving, int asked)
    {
        using var source = new Trickle(Encoding.ASCII.GetBytes(text), arriving);
        using var stream = new MarkedStream(source, Mark);
        var read = new List<byte>();
        var buffer = new byte[asked];
        while (stream.Read(buffer, 0, asked) is var count and > 0)
            read.AddRange(buffer.AsSpan(0, count));
        return (Encoding.ASCII.GetString([.. read]), stream.Behind);
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
