using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Foray.Sdk.Ansible;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Tests.Ansible;

public sealed class MachineBridgeTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-bridge-").FullName;
    private readonly ScriptedMachine _machine = new("m");
    private readonly MachineBridge _bridge;

    public MachineBridgeTests() => _bridge = new MachineBridge(Path.Combine(_folder, "socket"), [_machine], "work");

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<byte[]> SendAsync(byte[] bytes)
    {
        using var channel = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await channel.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_folder, "socket")));
        await using var stream = new NetworkStream(channel);
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes);
            channel.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // The bridge hung up on nonsense.
        }

        return answer.ToArray();
    }

    private static byte[] Message(string head)
    {
        var content = Encoding.UTF8.GetBytes(head);
        var message = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, content.Length);
        content.CopyTo(message, 4);
        return message;
    }

    private static string HeadOf(byte[] answer) => Encoding.UTF8.GetString(answer, 4, BinaryPrimitives.ReadInt32BigEndian(answer));

    [Fact]
    public async Task A_command_line_is_answered_with_its_output_error_and_exit_code()
    {
        _machine.OnExecute = request => new(7, Encoding.UTF8.GetBytes($"{request.CommandLine} {request.Id}"), "oh");
        var answer = await SendAsync(Message("""{"do":"execute","machine":"m","command":"id","input":0}"""));
        Assert.Equal(7, (int)JsonNode.Parse(HeadOf(answer))!["exit_code"]!);
        Assert.EndsWith("id workoh", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_bytes_come_the_next_question_is_answered()
    {
        await Gen.OneOf(Gen.Byte.Array, Gen.String.Select(Message), AnyOf("{}", "[]", "null", """{"machine":"x"}""", """{"machine":"m","do":1,"input":"a"}""").Select(Message))
            .SampleAsync(async bytes => { await SendAsync(bytes); }, iter: 100, threads: 1);
        Assert.Contains("\"exit_code\":0", HeadOf(await SendAsync(Message("""{"do":"execute","machine":"m","command":"id","input":0}"""))), StringComparison.Ordinal);
    }

    private static Gen<string> AnyOf(params IEnumerable<string> texts) => Gen.OneOf([.. texts.Select(Gen.Const)]);

    [Fact]
    public void Progress_takes_any_line()
    {
        var progress = new PlaybookProgress(null);
        var words = AnyOf("\"event\"", "\"result\"", "\"end\"", "\"machines\"", "\"status\"", "\"failed\"", "{", "}", "[", "]", ":", ",", "1", "null");
        Gen.OneOf(Gen.String, words.Array[0, 20].Select(parts => string.Concat(parts)), words.Array[0, 12].Select(parts => "{" + string.Concat(parts) + "}"))
            .Sample(progress.Read);
    }
}
