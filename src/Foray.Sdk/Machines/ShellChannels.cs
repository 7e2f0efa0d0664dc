using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>Runs programs over the channels of one machine.</summary>
internal sealed class ShellChannels(string machine, int channels, Func<string, CancellationToken, Task<IPipedProcess>> open) : IAsyncDisposable
{
    public const string Failed = "FORAY328";
    public const string Lost = "FORAY329";
    private const int Attempts = 4;

    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly ShellConversation _conversation = new(open);

    public ChannelPool Pool { get; } = new(channels);

    /// <summary>Opens a channel and begins to send the program and its input.</summary>
    /// <param name="call">The program.</param>
    /// <param name="input">Writes what the program reads; null for nothing.</param>
    /// <param name="wait">A place among the long waits that the channel gives back when it closes.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public async Task<ShellChannel> OpenAsync(ShellCall call, Func<Stream, Task>? input, IDisposable? wait, CancellationToken cancellationToken)
    {
        IDisposable? lease = null;
        try
        {
            lease = await Pool.EnterAsync(cancellationToken);
            var program = ShellChannel.Program(call.Whole);
            var process = await open(ShellChannel.CommandLine(program), cancellationToken);
            return new ShellChannel(process, program, input, wait is null ? [lease] : [lease, wait]);
        }
        catch
        {
            lease?.Dispose();
            wait?.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program to its end and gives what it printed. Programs may be repeated: where the channel breaks, another one is opened.</summary>
    public Task<string> RunAsync(ShellCall call, string purpose, CancellationToken cancellationToken, Func<Stream, Task>? input = null) =>
        RunAsync(call, purpose, input, output => ReadTextAsync(output, cancellationToken), cancellationToken);

    /// <summary>As the other one, with output that is not text.</summary>
    public Task<T> RunAsync<T>(
        ShellCall call, string purpose, Func<Stream, Task>? input, Func<Stream, Task<T>> read, CancellationToken cancellationToken) =>
        RepeatAsync(async () => await OpenAsync(call, input, null, cancellationToken), purpose, read, cancellationToken);

    /// <summary>Runs a short program without input on the channel that is kept for them, or on one of its own where that is in use.</summary>
    /// <param name="call">The program; it may be repeated.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="read">Reads what it prints.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="renew">True where it has to see what the machine's log-in sets now.</param>
    public Task<T> AskAsync<T>(ShellCall call, string purpose, Func<Stream, Task<T>> read, CancellationToken cancellationToken, bool renew = false) =>
        RepeatAsync(() => BeginAsync(call, null, cancellationToken, renew), purpose, read, cancellationToken);

    /// <summary>Begins to run a program without input that starts a script, as <see cref="AskAsync"/> does.</summary>
    /// <param name="call">The program.</param>
    /// <param name="wait">A place among the long waits that is given back when it ends.</param>
    /// <param name="cancellationToken">Stops the beginning.</param>
    public async Task<IShellRun> StartAsync(ShellCall call, IDisposable? wait, CancellationToken cancellationToken)
    {
        var run = await BeginAsync(call, wait, cancellationToken);
        _conversation.NoteScript();
        return run;
    }

    /// <summary>Runs somebody else's program once and gives all that it printed: it may not be one that can be repeated.</summary>
    public async Task<ExecutionResult> ExecuteAsync(ShellCall call, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await using var channel = await OpenAsync(call, stream => stream.WriteAsync(input).AsTask(), null, cancellationToken);
        _conversation.NoteCommand();
        using var output = new MemoryStream();
        await channel.Output.CopyToAsync(output, cancellationToken);
        if (await channel.EndAsync(cancellationToken) is not { } code)
            throw LostWhile("run a command", await channel.LastErrorAsync(false, cancellationToken));
        return new ExecutionResult(code, ShellChannel.WithoutMark(output.GetBuffer().AsMemory(0, (int)output.Length)), await channel.ErrorAsync(cancellationToken));
    }

    public static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;

    public static async Task<string> ReadTextAsync(Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(output);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public DiagnosticException Failure(string purpose, string reason) =>
        new(Diagnostic.Error(Failed, $"machine '{machine}' could not {purpose}: {(reason.Length == 0 ? "no reason was given" : reason)}"));

    public DiagnosticException LostWhile(string purpose, string reason) =>
        new(Diagnostic.Error(
            Lost,
            $"the connection to machine '{machine}' broke each time it was asked to {purpose}{(reason.Length == 0 ? "" : $": {reason}")}",
            "check that the machine is up and run again: what runs there goes on"));

    public async ValueTask DisposeAsync()
    {
        await _conversation.DisposeAsync();
        Pool.Dispose();
    }

    private async Task<IShellRun> BeginAsync(ShellCall call, IDisposable? wait, CancellationToken cancellationToken, bool renew = false) =>
        await _conversation.TryBeginAsync(call, wait, renew, cancellationToken) ?? await OpenAsync(call, null, wait, cancellationToken);

    private async Task<T> RepeatAsync<T>(Func<Task<IShellRun>> begin, string purpose, Func<Stream, Task<T>> read, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            await using var run = await begin();
            var (ended, result) = await ReadAsync(run, read);
            if (await run.EndAsync(cancellationToken) is { } code)
                return code == 0 && ended ? result! : throw Failure(purpose, await run.LastErrorAsync(true, cancellationToken));
            if (attempt == Attempts)
                throw LostWhile(purpose, await run.LastErrorAsync(false, cancellationToken));
            await Task.Delay(delay, cancellationToken);
            delay = Longer(delay);
        }
    }

    // An archive that stops short means a broken channel or a failed program; the exit code tells which.
    private static async Task<(bool Ended, T? Result)> ReadAsync<T>(IShellRun run, Func<Stream, Task<T>> read)
    {
        try
        {
            return (true, await read(run.Output));
        }
        catch (EndOfStreamException)
        {
            return (false, default);
        }
    }
}
