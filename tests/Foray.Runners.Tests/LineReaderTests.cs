using System.Text;
using CsCheck;

namespace Foray.Runners.Tests;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_are_those_of_the_text_each_cut_at_its_bound() => Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 40], Gen.Int[1, 4000]).Array[0, 6].Sample(parts =>
    {
        var text = string.Concat(parts.Select(part => part.Item1.Replace("b", new string('b', part.Item2), StringComparison.Ordinal)));
        var expected = text.Split('\n').Select(line => line[..Math.Min(line.Length, LineReader.LongestLine)]).ToList();
        if (text.Length == 0 || text.EndsWith('\n'))
            expected.RemoveAt(expected.Count - 1);

        Assert.Equal(expected, Read(text));
    });

    [Fact]
    public void Ends_of_lines_may_be_those_of_Windows_and_the_last_may_lack_one() => Assert.Equal(["a", "", "b\rc", "d"], Read("a\r\n\r\nb\rc\nd"));

    [Fact]
    public void What_is_not_UTF_8_is_replaced() => Assert.Equal(["a\uFFFDb"], Read(new MemoryStream([(byte)'a', 0xFF, (byte)'b'])));

    private static List<string> Read(string text) => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static List<string> Read(Stream stream) => LineReader.ReadAsync(stream, TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken).ToList();
}
