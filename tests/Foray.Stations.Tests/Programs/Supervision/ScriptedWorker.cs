using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Supervision;

/// <summary>A worker whose every line a test writes and reads.</summary>
internal sealed class ScriptedWorker : IWorkerProcess
{
    private readonly Pipe _toWorker = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _toStation = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly TaskCompletionSource<WorkerEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BastionLines _received;
    private int _calls;

    public ScriptedWorker()
    {
        (Input, Output) = (_toWorker.Writer.AsStream(), _toStation.Reader.AsStream());
        _received = new BastionLines(_toWorker.Reader.AsStream());
    }

    public Stream Input { get; }

    public Stream Output { get; }

    public string Error { get; set; } = "";

    public Task<WorkerEnd> End => _end.Task;

    /// <summary>The station has ended it.</summary>
    public bool IsDisposed { get; private set; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The next message of the station.</summary>
    public async Task<JsonNode> ReceiveAsync()
    {
        var line = await _received.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        return JsonNode.Parse(line!.Value.Span)!;
    }

    public async Task SendAsync(string line) => await _toStation.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), Token);

    /// <summary>Begins a call.</summary>
    public Task BeginCallAsync(string method, string arguments) =>
        SendAsync($$"""{"type":"call","id":{{++_calls}},"method":"{{method}}","arguments":{{arguments}} }""");

    /// <summary>Makes a call, and gives its value, or <c>!</c> and the type of its error.</summary>
    public async Task<string> CallAsync(string method, string arguments)
    {
        await BeginCallAsync(method, arguments);
        return Outcome(await ReceiveAsync());
    }

    public string Outcome(JsonNode reply)
    {
        Assert.Equal("reply", (string?)reply["type"]);
        Assert.Equal(_calls, (int?)reply["id"]);
        return reply["error"] is { } error ? "!" + error["type"] : reply["value"]?.ToJsonString() ?? "null";
    }

    public Task DoneAsync(string end = "returned", string error = "null", string state = "null") =>
        SendAsync($$"""{"type":"done","end":"{{end}}","error":{{error}},"state":{{state}} }""");

    /// <summary>Its output ends.</summary>
    public void Close() => _toStation.Writer.Complete();

    /// <summary>It ends.</summary>
    public void Exit(int code, string? breach = null)
    {
        Close();
        _end.TrySetResult(new WorkerEnd(code, breach));
    }

    /// <summary>It ends, and something that it started keeps its output open.</summary>
    public void ExitAlone(int code) => _end.TrySetResult(new WorkerEnd(code, null));

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        Exit(137);
        _toWorker.Writer.Complete();
        return ValueTask.CompletedTask;
    }
}
