using System.Globalization;
using System.Text;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>One program that runs on a machine, with its pipes and its place among the channels.</summary>
internal sealed class ShellChannel : IShellRun
{
    // Ends standard output, so that a broken channel is known whatever its client's exit code says; on standard error it tells that all has come.
    private const string EndMark = "foray-end ";
    private const int LongestMark = 64;
    private static readonly TimeSpan LateError = TimeSpan.FromSeconds(1);

    private readonly IPipedProcess _process;
    private readonly IReadOnlyList<IDisposable> _leases;
    private readonly TailStream _output;
    private readonly Task _sending;

    public ShellChannel(IPipedProcess process, byte[] program, Func<Stream, Task>? input, IReadOnlyList<IDisposable> leases)
    {
        _process = process;
        _leases = leases;
        _output = new TailStream(process.Output, LongestMark);
        _sending = SendAsync(program, input);
    }

    public Stream Output => _output;

    /// <summary>A command line that reads a program of so many bytes from its input and runs it; it means the same to any shell.</summary>
    public static string CommandLine(byte[] program) =>
        $"exec /bin/sh -c 'eval \"$(dd bs={program.Length} count=1 iflag=fullblock 2>/dev/null)\"'";

    /// <summary>A program that does what the text says and tells its exit code.</summary>
    public static byte[] Program(string text) =>
        Encoding.UTF8.GetBytes($"{text}\nset -- $?\nprintf '\\n{EndMark}%s\\n' \"$1\"\nprintf '\\n{EndMark}%s\\n' \"$1\" >&2\n");

    /// <summary>The lines that a program printed.</summary>
    public static IReadOnlyList<string> Lines(string output) =>
        [.. output.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(EndMark, StringComparison.Ordinal))];

    /// <summary>Exit code of the program; null where the channel broke before its end.</summary>
    public async Task<int?> EndAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[4096];
        while (await _output.ReadAsync(rest, cancellationToken) > 0)
        {
        }

        await _process.Exit.WaitAsync(cancellationToken);
        await _sending;
        var tail = Encoding.Latin1.GetString(_output.Tail);
        var mark = tail.LastIndexOf($"\n{EndMark}", StringComparison.Ordinal);
        if (mark < 0 || !tail.EndsWith('\n'))
            return null;
        return int.TryParse(tail.AsSpan(mark + 1 + EndMark.Length).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>The last line that the ended program, or its client, wrote to standard error.</summary>
    public async Task<string> LastErrorAsync(bool ended, CancellationToken cancellationToken)
    {
        if (ended)
            await AllErrorAsync(cancellationToken);
        return Lines(_process.Error).LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "";
    }

    /// <summary>What the ended program wrote to standard error.</summary>
    public async Task<string> ErrorAsync(CancellationToken cancellationToken)
    {
        await AllErrorAsync(cancellationToken);
        var error = _process.Error;
        var mark = error.LastIndexOf($"\n{EndMark}", StringComparison.Ordinal);
        return mark < 0 ? error : error[..mark];
    }

    /// <summary>What a program printed, without the mark of its end.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> output)
    {
        var mark = output.Span.LastIndexOf(Encoding.ASCII.GetBytes($"\n{EndMark}"));
        return mark < 0 ? output : output[..mark];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        foreach (var lease in _leases)
            lease.Dispose();
    }

    // Standard error comes by itself, and its end mark last.
    private async Task AllErrorAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!_process.Error.Contains($"\n{EndMark}", StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(since) < LateError)
            await Task.Delay(10, cancellationToken);
    }

    // A program that wants no more of its input is no error here: its end tells what it thought.
    private async Task SendAsync(byte[] program, Func<Stream, Task>? input)
    {
        try
        {
            await _process.Input.WriteAsync(program);
            if (input is not null)
                await input(_process.Input);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }
        finally
        {
            await _process.Input.DisposeAsync();
        }
    }
}
