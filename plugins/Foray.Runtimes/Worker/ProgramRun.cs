using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Foray.Runtimes.Worker;

/// <summary>Runs one program in an engine of its own.</summary>
internal sealed class ProgramRun : IDisposable
{
    private const string Ready = """{"type":"ready","protocol":1,"runtime":"javascript (Jint VERSION)"}""";

    private readonly LineChannel _channel;
    private readonly ProgramLoader _loader = new();
    private readonly Engine _engine;
    private bool _done;

    /// <summary>Makes the engine.</summary>
    /// <param name="channel">To the station.</param>
    /// <param name="heap">Largest heap in bytes; null for no limit.</param>
    public ProgramRun(LineChannel channel, long? heap)
    {
        _channel = channel;
        _engine = new Engine(options =>
        {
            options.Constraints.StackOverflowGuard = true;
            options.Constraints.PromiseTimeout = Timeout.InfiniteTimeSpan;
            options.AgentCanSuspend = false;
            options.EnableModules(_loader);
            if (heap is { } bytes)
                options.MaxArraySize((uint)Math.Min(bytes / IntPtr.Size, uint.MaxValue));
        });
        AddHost();
    }

    /// <summary>Runs the program that the station gives, and tells of its end.</summary>
    public void Run()
    {
        var start = _engine.Modules.Import(ProgramLoader.Own + "start").Get("start");
        _channel.Send(Ready.Replace("VERSION", typeof(Engine).Assembly.GetName().Version!.ToString(3), StringComparison.Ordinal));
        _channel.Listen();
        try
        {
            _engine.Invoke(start).UnwrapIfPromise(Timeout.InfiniteTimeSpan);
        }
        catch (Exception exception) when (!_done)
        {
            // What the program itself could not catch, such as the end of its memory.
            var (type, text) = exception is OutOfMemoryException or InsufficientMemoryException
                ? ("OutOfMemoryError", "the program needs more memory than it may have")
                : (exception.GetType().Name, exception.Message);
            Send($$"""{"type":"done","end":"raised","error":{"type":{{Quote(type)}},"message":{{Quote(text)}},"trace":{{Quote(type + ": " + text)}}},"state":null}""");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private void AddHost() => _engine.Modules.Add(ProgramLoader.Own + "host", builder => builder
        .ExportFunction("send", arguments => { Send(arguments[0].AsString()); })
        .ExportFunction("receive", () => _channel.Receive())
        .ExportFunction("breach", arguments => LineChannel.EndForBreach(arguments[0].AsString()))
        .ExportFunction("addModule", arguments => _loader.Add(arguments[0].AsString(), arguments[1].AsString()))
        .ExportFunction("loadedModules", _ => Strings(_loader.Loaded.Keys))
        .ExportFunction("classesOf", arguments => ClassesOf(arguments[0].AsString()))
        .ExportFunction("kindOf", arguments => arguments[0].GetType().Name)
        .ExportFunction("textToBase64", arguments => Convert.ToBase64String(Encoding.UTF8.GetBytes(arguments[0].AsString())))
        .ExportFunction("textFromBase64", arguments => Encoding.UTF8.GetString(Convert.FromBase64String(arguments[0].AsString()))));

    private void Send(string text)
    {
        _done = text.StartsWith("""{"type":"done""", StringComparison.Ordinal);
        try
        {
            _channel.Send(text);
        }
        catch (ArgumentException exception)
        {
            throw new JavaScriptException(_engine.Intrinsics.Error, exception.Message);
        }
    }

    /// <summary>Pairs of a class's name and whether it has private parts.</summary>
    private JsArray ClassesOf(string file) =>
        new(_engine, [.. _loader.Loaded[file].Select(one => (JsValue)new JsArray(_engine, [one.Name, one.HasPrivateParts]))]);

    private JsArray Strings(IEnumerable<string> texts) => new(_engine, [.. texts.Select(text => (JsValue)text)]);

    private static string Quote(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
