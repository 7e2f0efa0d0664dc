using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foray.Stations.Programs.Bastion;

/// <summary>Writes messages to a worker, one after the other however many ask at once. A message that is too long is not sent, and a <see cref="BastionException"/>.</summary>
/// <param name="stream">The worker's standard input.</param>
/// <param name="lifetime">Ends writing for good. A single message cannot be given up: half a line would be a breach.</param>
internal sealed class BastionWriter(Stream stream, CancellationToken lifetime) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Hands the program over.</summary>
    public Task BeginAsync(ProgramSnapshot program, string station) => WriteAsync("begin", writer =>
    {
        writer.WriteStartObject("program");
        writer.WriteString("id", program.Id);
        writer.WriteString("main", program.Package.Main);
        writer.WriteStartObject("modules");
        foreach (var (name, text) in program.Package.Modules)
            writer.WriteString(name, text);
        writer.WriteEndObject();
        writer.WriteString("class", ProgramPackage.ClassName);
        writer.WriteStartArray("arguments");
        foreach (var argument in program.Package.Arguments)
            writer.WriteStringValue(argument);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteString("station", station);
        writer.WriteNumber("epoch", program.Epoch);
        writer.WritePropertyName("state");
        WriteState(writer, program.State);
    });

    /// <summary>Answers a call with a value.</summary>
    /// <param name="id">Number of the call.</param>
    /// <param name="value">Writes exactly one value.</param>
    public Task ReplyAsync(long id, Action<Utf8JsonWriter> value) => WriteAsync("reply", writer =>
    {
        writer.WriteNumber("id", id);
        writer.WritePropertyName("value");
        value(writer);
    });

    /// <summary>Answers a call with an error.</summary>
    public Task ReplyAsync(long id, BastionError error) => WriteAsync("reply", writer =>
    {
        writer.WriteNumber("id", id);
        writer.WriteStartObject("error");
        writer.WriteString("type", error.Type);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    });

    /// <summary>Calls a method of a service that the program has bound.</summary>
    /// <param name="id">Number that the result will carry.</param>
    /// <param name="service">What the worker calls the service.</param>
    /// <param name="method">Name of the method.</param>
    /// <param name="arguments">A list.</param>
    public Task InvokeAsync(long id, ProgramValue service, string method, ProgramValue arguments) => WriteAsync("invoke", writer =>
    {
        writer.WriteNumber("id", id);
        writer.WritePropertyName("service");
        service.WriteTo(writer);
        writer.WriteString("method", method);
        writer.WritePropertyName("arguments");
        arguments.WriteTo(writer);
    });

    public void Dispose() => _turn.Dispose();

    private static void WriteState(Utf8JsonWriter writer, ProgramState? state)
    {
        if (state is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("format", state.Format);
        writer.WriteBase64String("data", state.Data);
        writer.WriteEndObject();
    }

    private async Task WriteAsync(string type, Action<Utf8JsonWriter> members)
    {
        var line = LineOf(type, members);
        await _turn.WaitAsync(lifetime);
        try
        {
            await stream.WriteAsync(line, lifetime);
            await stream.FlushAsync(lifetime);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A worker ends itself where a line is too long, and whoever has it sent may be another program.</summary>
    private static ReadOnlyMemory<byte> LineOf(string type, Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            members(writer);
            writer.WriteEndObject();
        }

        if (line.WrittenCount > BastionLines.Longest)
            throw new BastionException(BastionError.Refused, $"what was to be sent has {line.WrittenCount} bytes, and {BastionLines.Longest} are allowed");
        line.Write("\n"u8);
        return line.WrittenMemory;
    }
}
