using System.Text;
using CsCheck;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

public sealed class ReadyLineTests
{
    private const string Ready = """{"type":"ready","protocol":1,"runtime":"python 3.11.2"}""";

    private static readonly Gen<string> Lines = Gen.OneOf(
        Gen.String,
        Gen.Int[0, 8].Select(index => new[] { "null", "[]", "{}", "1e999", """{"type":7}""", """{"type":"ready"}""", """{"type":"ready","protocol":"1"}""", """{"type":"ready","protocol":1.5}""", """{"type":"ready","protocol":99999999999}""" }[index]),
        Gen.Select(Gen.Int[0, Ready.Length - 1], Gen.Char, (at, with) => Ready[..at] + with + Ready[(at + 1)..]));

    [Fact]
    public void A_worker_that_is_ready_is_known() => Assert.Null(ReadyLine.Problem(Ready));

    [Fact]
    public void Whatever_a_worker_says_is_an_answer_or_a_problem_with_its_words() => Lines.Sample(line =>
    {
        var problem = ReadyLine.Problem(line);
        return problem is null ? line.Contains("ready", StringComparison.Ordinal) : problem.Length < 200;
    });

    [Fact]
    public async Task Lines_are_read_however_their_bytes_arrive()
    {
        await Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 40].List[0, 6], Gen.Int[1, 9]).SampleAsync(async (lines, step) =>
        {
            var reader = new LineReader(new SlowStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")) + "rest"), step));
            foreach (var line in lines)
                Assert.Equal(line, await reader.ReadAsync(CancellationToken.None));
            Assert.Null(await reader.ReadAsync(CancellationToken.None));
        });
    }

    [Fact]
    public async Task A_line_without_an_end_is_given_up()
    {
        var reader = new LineReader(new SlowStream(new byte[100_000], 1000));
        Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class SlowStream(byte[] content, int step) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
