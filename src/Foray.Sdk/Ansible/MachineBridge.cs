using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Ansible;

/// <summary>Answers what <c>connection.py</c> asks, over a Unix socket in a folder that only this user can enter. Disposing it ends what is being answered.</summary>
internal sealed class MachineBridge : IAsyncDisposable
{
    private const int LongestHead = 1024 * 1024;
    private const int LongestInput = 256 * 1024 * 1024;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, IMachine> _machines;
    private readonly ConcurrentDictionary<string, bool> _isLost = new(StringComparer.Ordinal);
    private readonly string _id;
    private readonly Task _answering;

    public MachineBridge(string path, IEnumerable<IMachine> machines, string id)
    {
        _machines = machines.ToDictionary(machine => machine.Name, StringComparer.Ordinal);
        _id = id;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(128);
        _answering = AcceptAsync();
    }

    /// <summary>True for a machine that could not be reached when it was asked last.</summary>
    public bool IsLost(string machine) => _isLost.GetValueOrDefault(machine);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _answering;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var channel = await _listener.AcceptAsync(_end.Token);
                open.RemoveAll(answer => answer.IsCompleted);
                open.Add(AnswerAsync(channel));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    // Whoever asks may be gone by the time of the answer.
    private async Task AnswerAsync(Socket channel)
    {
        await using var stream = new NetworkStream(channel, ownsSocket: true);
        try
        {
            var head = await ReadHeadAsync(stream);
            var input = new byte[Math.Clamp((int)head["input"]!, 0, LongestInput)];
            await stream.ReadExactlyAsync(input, _end.Token);
            await AnswerAsync(stream, head, input);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or JsonException or InvalidOperationException or FormatException or NullReferenceException or KeyNotFoundException)
        {
        }
    }

    private async Task<JsonNode> ReadHeadAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, _end.Token);
        var size = BinaryPrimitives.ReadInt32BigEndian(length);
        if (size is < 0 or > LongestHead)
            throw new InvalidOperationException();
        var head = new byte[size];
        await stream.ReadExactlyAsync(head, _end.Token);
        return JsonNode.Parse(head)!;
    }

    private async Task AnswerAsync(NetworkStream stream, JsonNode head, byte[] input)
    {
        ExecutionResult? result = null;
        var answer = new JsonObject();
        try
        {
            result = await DoAsync(head, input);
        }
        catch (DiagnosticException failure)
        {
            answer[failure.Diagnostics[0].Code == ShellChannels.Failed ? "refused" : "unreachable"] = failure.Diagnostics[0].Message;
        }

        _isLost[(string)head["machine"]!] = answer.ContainsKey("unreachable");

        var error = Encoding.UTF8.GetBytes(result?.Error ?? "");
        if (result is not null)
            (answer["exit_code"], answer["output"], answer["error"]) = (result.ExitCode, result.Output.Length, error.Length);
        await SendAsync(stream, Encoding.UTF8.GetBytes(answer.ToJsonString()), result?.Output ?? default, error);
    }

    private async Task<ExecutionResult?> DoAsync(JsonNode head, byte[] input)
    {
        var machine = _machines[(string)head["machine"]!];
        switch ((string?)head["do"])
        {
            case "execute":
                return await machine.ExecuteAsync(new ExecutionRequest((string)head["command"]!) { Input = input, Id = _id }, _end.Token);
            case "put":
                await machine.PutAsync([new InputFile((string)head["from"]!, "")], (string)head["to"]!, _end.Token);
                return null;
            case "get":
                await machine.GetAsync((string)head["from"]!, (string)head["to"]!, _end.Token);
                return null;
            default:
                throw new InvalidOperationException();
        }
    }

    private async Task SendAsync(NetworkStream stream, byte[] head, ReadOnlyMemory<byte> output, byte[] error)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, head.Length);
        await stream.WriteAsync(length, _end.Token);
        await stream.WriteAsync(head, _end.Token);
        await stream.WriteAsync(output, _end.Token);
        await stream.WriteAsync(error, _end.Token);
    }
}
