using System.Text;
using CsCheck;
using Foray.Stations.Bridge;

namespace Foray.Stations.Tests.Bridge;

/// <summary>Whatever a client sends: the answer is a value or an error of the bridge, and never another exception.</summary>
public sealed class BridgeFuzzTests
{
    private static readonly string[] Tokens =
        ["{", "}", "[", "]", ",", ":", "\"procedure\"", "\"args\"", "\"kwargs\"", "\"observatory.data1.ops\"", "\"observatory.data1\"", "\"start\"", "\"get_api\"", "\"acq\"", "null", "true",
         "1e999", "-1", "\"\\ud800\"", "\"\\u0000\"", "\"timeout\"", "\"params\"", "\"", "\\", " ", "é"];

    private static readonly byte[] Call = """{"procedure":"observatory.data1.ops","args":["wait","acq",{"a":[1,"é"]},2.5],"kwargs":{"password":null}}"""u8.ToArray();

    private static readonly Gen<string> Token = Gen.Int[0, Tokens.Length - 1].Select(index => Tokens[index]);

    private readonly AgentProcedures _procedures = new("observatory", new ScriptedDirectory());

    [Fact]
    public Task Random_bytes_are_answered() => Gen.Byte.Array[0, 100].SampleAsync(CheckAsync, iter: 5_000);

    [Fact]
    public Task Random_tokens_are_answered() =>
        Token.Array[0, 20].SampleAsync(tokens => CheckAsync(Encoding.UTF8.GetBytes(string.Concat(tokens))), iter: 10_000);

    [Fact]
    public Task Damaged_calls_are_answered() =>
        Gen.Select(Gen.Int[0, Call.Length - 1], Gen.Byte).Array[1, 4].SampleAsync(edits =>
        {
            var body = (byte[])Call.Clone();
            foreach (var (at, value) in edits)
                body[at] = value;
            return CheckAsync(body);
        }, iter: 10_000);

    private async Task CheckAsync(byte[] body)
    {
        try
        {
            var value = await _procedures.CallAsync(BridgeCallReader.Read(body), CancellationToken.None);
            Assert.NotNull(value);
            Assert.NotEmpty(value.ToJsonString());
        }
        catch (BridgeException exception)
        {
            Assert.StartsWith("wamp.error.", exception.Error, StringComparison.Ordinal);
        }
    }
}
