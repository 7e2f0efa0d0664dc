using System.Text;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>Hears what one flow of calls writes to the console, and no other that runs at the same time.</summary>
internal sealed class ConsoleTap : TextWriter
{
    // The console is one for the whole process, so that what listens to it is too; once put in place it stays, because another check may be listening.
    private static readonly Lazy<AsyncLocal<StringBuilder?>> Flow = new(Install);
    private readonly TextWriter _next;
    private readonly AsyncLocal<StringBuilder?> _flow;

    private ConsoleTap(TextWriter next, AsyncLocal<StringBuilder?> flow) => (_next, _flow) = (next, flow);

    public override Encoding Encoding => _next.Encoding;

    /// <summary>What an action writes to standard output and standard error.</summary>
    public static string Hear(Action action)
    {
        var heard = new StringBuilder();
        Flow.Value.Value = heard;
        try
        {
            action();
        }
        finally
        {
            Flow.Value.Value = null;
        }

        return heard.ToString();
    }

    /// <summary>What a flow of calls writes, with the tasks that it starts.</summary>
    public static async Task<string> HearAsync(Func<Task> work)
    {
        var heard = new StringBuilder();
        Flow.Value.Value = heard;
        await work();
        lock (heard)
            return heard.ToString();
    }

    public override void Write(char value)
    {
        if (_flow.Value is { } heard)
        {
            lock (heard)
                heard.Append(value);
        }

        _next.Write(value);
    }

    private static AsyncLocal<StringBuilder?> Install()
    {
        var flow = new AsyncLocal<StringBuilder?>();
        Console.SetOut(new ConsoleTap(Console.Out, flow));
        Console.SetError(new ConsoleTap(Console.Error, flow));
        return flow;
    }
}
