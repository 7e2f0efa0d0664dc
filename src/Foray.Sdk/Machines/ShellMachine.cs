using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>A machine behind anything that can run a command line there with pipes. On the machine it takes a POSIX shell, the usual tools and <c>setsid</c>.</summary>
public abstract class ShellMachine : IMachine
{
    private const int StartAttempts = 4;
    private const string MissingLine = "missing ";
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    private readonly ShellProgram _program;
    private readonly ShellChannels _channels;
    private readonly ConcurrentDictionary<string, Task<CommandEnd?>> _held = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Describes the machine.</summary>
    /// <param name="machine">Its record.</param>
    /// <param name="root">Its folder there: an absolute path, or one that begins with <c>~/</c>.</param>
    /// <param name="channels">How many channels may be open at once; 2 or more.</param>
    protected ShellMachine(MachineRecord machine, string root, int channels)
    {
        Record = machine;
        Root = root;
        _program = new ShellProgram(machine, root);
        _channels = new ShellChannels(machine.Name, channels, OpenAsync);
    }

    /// <inheritdoc/>
    public string Name => Record.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => Record.Labels;

    /// <summary>The machine's identity for good.</summary>
    public string Id => Record.Id;

    /// <summary>The machine's record.</summary>
    protected MachineRecord Record { get; }

    /// <summary>The machine's folder there.</summary>
    protected string Root { get; }

    /// <summary>Runs a command line on the machine, with pipes. The line means the same to every shell that a user may have there.</summary>
    /// <exception cref="DiagnosticException">The machine cannot be reached.</exception>
    protected abstract Task<IPipedProcess> OpenAsync(string command, CancellationToken cancellationToken);

    /// <summary>
    /// True for a failure of <see cref="OpenAsync"/> that is for good: the machine is gone, and all that ran there with it. A wait for a command's end
    /// then ends with this failure instead of asking again. Default: false, a machine may come back after any time.
    /// </summary>
    protected virtual bool IsGone(DiagnosticException failure) => false;

    /// <summary>
    /// True where a channel is dear to open, or slow: short programs then run one after the other on one more channel, which is kept open beside the others.
    /// Default: false, each program has a channel of its own.
    /// </summary>
    protected virtual bool KeepsChannel => false;

    /// <inheritdoc/>
    public abstract Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken) => Task.FromResult<ProcessRequest?>(null);

    /// <summary>Makes the machine's folder and what belongs into it; safe to repeat.</summary>
    /// <param name="tools">Programs that the machine needs.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DiagnosticException">The folder cannot be made, or belongs to another machine.</exception>
    public async Task<ShellPreparation> PrepareAsync(IReadOnlyList<string> tools, CancellationToken cancellationToken)
    {
        var wrapper = $"{CommandWrapper.Version}\n{CommandWrapper.Text}";
        var lines = await UpAsync(tools, KeepsChannel ? null : wrapper, cancellationToken);
        if (lines.Contains("wrapper"))
            lines = [.. lines, .. await UpAsync(tools, wrapper, cancellationToken)];
        return new ShellPreparation(
            [.. lines.Where(line => line.StartsWith(MissingLine, StringComparison.Ordinal)).Select(line => line[MissingLine.Length..])], lines.Contains("new"));
    }

    /// <summary>Ends everything that runs on the machine on Foray's behalf, and removes its folder where that bears the machine's id; safe to repeat.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) =>
        AskAsync(_program.ForMachine("down"), "be taken down", cancellationToken);

    /// <inheritdoc/>
    public async Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        var id = MachineLayout.CheckId(command.Id);
        MachineLayout.CheckPath(command.WorkingFolder);
        var environment = _program.EnvironmentOf(command);
        var delay = ShellChannels.FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            var wait = _held.ContainsKey(id) ? null : _channels.Pool.TryEnterWait();
            var program = _program.ForCommand(id, "start", [
                command.WorkingFolder, command.Limits.ToShell(), command.Script, environment, wait is null ? "0" : "1", .. command.Interpreter]);
            if (await TryStartAsync(id, program, wait, attempt == StartAttempts, cancellationToken))
                return new CommandHandle(Name, id);
            await Task.Delay(delay, cancellationToken);
            delay = ShellChannels.Longer(delay);
        }
    }

    /// <inheritdoc/>
    public async Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken)
    {
        var output = await AskAsync(_program.ForCommand(MachineLayout.CheckId(id), "attach"), $"find command '{id}'", cancellationToken);
        return ShellChannel.Lines(output) is ["started"] ? new CommandHandle(Name, id) : null;
    }

    /// <inheritdoc/>
    public async Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken)
    {
        var id = MachineLayout.CheckId(handle.Id);
        if (_held.TryGetValue(id, out var held))
        {
            if (await held.WaitAsync(cancellationToken) is { } end)
                return end;
            _held.TryRemove(KeyValuePair.Create(id, held));
        }

        var (retry, poll) = (ShellChannels.FirstDelay, ShellChannels.FirstDelay);
        while (true)
        {
            var (answered, end) = await AskForEndAsync(id, cancellationToken);
            if (end is not null)
                return end;
            await Task.Delay(answered ? poll : retry, cancellationToken);
            if (answered)
                (retry, poll) = (ShellChannels.FirstDelay, poll * 1.5 < LongestPoll ? poll * 1.5 : LongestPoll);
            else
                retry = ShellChannels.Longer(retry);
        }
    }

    /// <inheritdoc/>
    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken)
    {
        var name = signal switch { ProcessSignal.Interrupt => "INT", ProcessSignal.Kill => "KILL", _ => "TERM" };
        return AskAsync(_program.ForCommand(MachineLayout.CheckId(handle.Id), "signal", name), $"signal command '{handle.Id}'", cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        var rounds = (long)Math.Ceiling(grace / Round);
        return _channels.RunAsync(_program.ForCommand(MachineLayout.CheckId(handle.Id), "stop", Number(rounds)), $"stop command '{handle.Id}'", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken) =>
        _channels.ExecuteAsync(_program.ForExecution(request), request.Input, cancellationToken);

    /// <inheritdoc/>
    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(localFolder);
        return AskAsync(
            _program.ForCommand(MachineLayout.CheckId(handle.Id), "collect"),
            $"send the output of command '{handle.Id}'",
            output => Archive.TakeAsync(output, ["stdout", "stderr", "metrics"], localFolder, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public virtual async Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        MachineLayout.CheckPath(destination);
        foreach (var group in files.GroupBy(file => file.RelativePath.Length == 0))
        {
            IReadOnlyList<InputFile> members = [.. group];
            await _channels.RunAsync(
                _program.ForMachine(group.Key ? "put_file" : "put_folder", destination),
                $"take files into '{destination}'",
                cancellationToken,
                input => Archive.WriteAsync(input, members, Path.GetFileName(destination), cancellationToken));
        }
    }

    /// <inheritdoc/>
    public virtual Task GetAsync(string source, string destination, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(destination)) is { } parent)
            Directory.CreateDirectory(parent);
        return _channels.RunAsync(
            _program.ForMachine("get", MachineLayout.CheckPath(source)),
            $"send '{source}'",
            null,
            output => ExtractAsync(output, source, destination, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) =>
        AskAsync(
            _program.ForMachine("copy", MachineLayout.CheckPath(source), MachineLayout.CheckPath(destination)), $"copy '{source}' to '{destination}'", cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        await AskAsync(_program.ForPrefix(MachineLayout.CheckId(prefix), "remove"), $"remove '{prefix}'", cancellationToken);
        foreach (var id in _held.Keys.Where(id => id == prefix || id.StartsWith($"{prefix}/", StringComparison.Ordinal)))
            _held.TryRemove(id, out _);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        MachineFacts.Parse(await AskAsync(new ShellCall(MachineFacts.Script, NeedsFunctions: false), "describe itself", cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) =>
        ShellChannel.Lines(await AskAsync(_program.ForMachine("missing", programs), "look for programs", cancellationToken, renew: true));

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_disposed.IsCancellationRequested)
            return;
        await _disposed.CancelAsync();
        await Task.WhenAll(_held.Values);
        await _channels.DisposeAsync();
        _disposed.Dispose();
    }

    /// <summary>Waits for a place among the machine's channels, which disposing the result gives back.</summary>
    protected Task<IDisposable> EnterChannelAsync(CancellationToken cancellationToken) => _channels.Pool.EnterAsync(cancellationToken);

    /// <summary>What is at a path of the machine: <c>file</c>, <c>folder</c> or <c>missing</c>.</summary>
    protected async Task<string> FindKindAsync(string path, CancellationToken cancellationToken) =>
        ShellChannel.Lines(await AskAsync(_program.ForMachine("kind", MachineLayout.CheckPath(path)), $"look for '{path}'", cancellationToken))[0];

    /// <summary>Makes the folders above files that are about to be sent below <paramref name="destination"/>, and removes files in their places.</summary>
    protected Task ClearWayAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        var paths = Encoding.UTF8.GetBytes(string.Concat(files.Select(file => file.RelativePath.Length == 0 ? "\0" : $"/{file.RelativePath}\0")));
        return _channels.RunAsync(
            _program.ForMachine("clear_way", MachineLayout.CheckPath(destination)), $"make folders in '{destination}'", cancellationToken, input => input.WriteAsync(paths).AsTask());
    }

    /// <summary>The diagnostic for something the machine could not do.</summary>
    protected DiagnosticException Failure(string purpose, string reason) => _channels.Failure(purpose, reason);

    // Without the wrapper, the call needs no channel of its own.
    private async Task<IReadOnlyList<string>> UpAsync(IReadOnlyList<string> tools, string? wrapper, CancellationToken cancellationToken)
    {
        const string Purpose = "make its folder";
        var call = _program.ForMachine("up", [CommandWrapper.Version, wrapper is null ? "0" : "1", "setsid", "grep", "stat", "dd", "tar", .. tools]);
        return ShellChannel.Lines(wrapper is null
            ? await AskAsync(call, Purpose, cancellationToken)
            : await _channels.RunAsync(call, Purpose, cancellationToken, input => input.WriteAsync(Encoding.UTF8.GetBytes(wrapper)).AsTask()));
    }

    private Task<string> AskAsync(ShellCall call, string purpose, CancellationToken cancellationToken, bool renew = false) =>
        AskAsync(call, purpose, output => ShellChannels.ReadTextAsync(output, cancellationToken), cancellationToken, renew);

    private Task<T> AskAsync<T>(ShellCall call, string purpose, Func<Stream, Task<T>> read, CancellationToken cancellationToken, bool renew = false) =>
        KeepsChannel ? _channels.AskAsync(call, purpose, read, cancellationToken, renew) : _channels.RunAsync(call, purpose, null, read, cancellationToken);

    // False where the channel broke before the machine answered: then the command may have been started or not, and asking again finds out.
    private async Task<bool> TryStartAsync(string id, ShellCall program, IDisposable? wait, bool last, CancellationToken cancellationToken)
    {
        IShellRun channel = KeepsChannel ? await _channels.StartAsync(program, wait, cancellationToken) : await _channels.OpenAsync(program, null, wait, cancellationToken);
        var held = false;
        try
        {
            var reader = new StreamReader(channel.Output);
            if (await reader.ReadLineAsync(cancellationToken) == "started")
            {
                held = wait is not null;
                if (held)
                    _held[id] = HoldAsync(channel, reader);
                return true;
            }

            var purpose = $"start command '{id}'";
            if (await channel.EndAsync(cancellationToken) is not null)
                throw _channels.Failure(purpose, await channel.LastErrorAsync(true, cancellationToken));
            return last ? throw _channels.LostWhile(purpose, await channel.LastErrorAsync(false, cancellationToken)) : false;
        }
        finally
        {
            if (!held)
                await channel.DisposeAsync();
        }
    }

    // The end that the channel of the start tells; null where it broke.
    private async Task<CommandEnd?> HoldAsync(IShellRun channel, StreamReader reader)
    {
        await using (channel)
        {
            try
            {
                return CommandReport.Parse(ShellChannel.Lines(await reader.ReadToEndAsync(_disposed.Token)));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                return null;
            }
        }
    }

    // Whether the machine answered, and the end it told. Nothing but cancelling and the machine's own end ends a wait: a machine may come back after any time.
    private async Task<(bool Answered, CommandEnd? End)> AskForEndAsync(string id, CancellationToken cancellationToken)
    {
        var wait = _channels.Pool.TryEnterWait();
        try
        {
            await using var channel = await _channels.OpenAsync(_program.ForCommand(id, wait is null ? "peek" : "follow"), null, wait, cancellationToken);
            var output = await ShellChannels.ReadTextAsync(channel.Output, cancellationToken);
            return await channel.EndAsync(cancellationToken) is null ? (false, null) : (true, CommandReport.Parse(ShellChannel.Lines(output)));
        }
        catch (Exception exception) when (exception is IOException || (exception is DiagnosticException failure && !IsGone(failure)))
        {
            return (false, null);
        }
    }

    private async Task<bool> ExtractAsync(Stream output, string source, string destination, CancellationToken cancellationToken) =>
        await ReadLineAsync(output, cancellationToken) switch
        {
            "folder" => await Archive.ExtractFolderAsync(output, destination, cancellationToken),
            "file" => await Archive.ExtractFileAsync(output, destination, cancellationToken),
            "missing" => throw _channels.Failure($"send '{source}'", "there is no such file or folder"),
            _ => throw new EndOfStreamException(),
        };

    // Not one byte beyond the line, which an archive follows.
    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await stream.ReadAsync(next, cancellationToken) == 1 && next[0] != '\n')
            line.Append((char)next[0]);
        return line.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
