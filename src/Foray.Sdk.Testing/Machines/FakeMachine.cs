using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Machines;

/// <summary>
/// A machine in a temporary folder of this computer. Its scripts are real ones, run by the real <c>sh</c> under the code that runs behind every remote machine.
/// It has a home folder, a folder of programs before those of this computer, and a folder for temporary files of its own; <c>/</c> is this computer's.
/// Disposing it ends its processes and removes its folder. It takes what every machine behind a shell takes, <c>setsid</c> among it: Linux has it, macOS has not.
/// </summary>
public sealed class FakeMachine : IMachine
{
    private readonly MachineRecord _record;
    private readonly MachineFolder _folder;
    private readonly LocalShell _shell;
    private bool _isDisposed;

    /// <summary>A machine with no labels but <c>all</c>.</summary>
    public FakeMachine(string name)
        : this(name, "all")
    {
    }

    /// <summary>A machine with labels.</summary>
    public FakeMachine(string name, params IReadOnlyList<string> labels)
    {
        _record = new MachineRecord(name, $"kit-{Guid.NewGuid():N}", labels, "{}");
        _folder = new MachineFolder(_record.Id);
        _shell = new LocalShell(_record, _folder);
    }

    /// <inheritdoc/>
    public string Name => _record.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _record.Labels;

    /// <summary>What was asked of the machine, in order: an operation and its object, such as <c>start software-1/install</c> or <c>put conf</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The commands that were started, in order.</summary>
    public ConcurrentQueue<CommandSpec> Commands { get; } = new();

    /// <summary>The home folder, <c>~</c>.</summary>
    public string Home => _folder.Home;

    /// <inheritdoc cref="IMachine.SharesFiles"/>
    public bool SharesFiles { get; init; }

    /// <summary>How long the machine takes for every answer. Default: no longer than it needs.</summary>
    public TimeSpan Delay
    {
        get => _shell.Delay;
        set => _shell.Delay = value;
    }

    /// <summary>True where its disk is full: every write of what is started from now on fails. Default: false.</summary>
    public bool IsFull
    {
        get => _shell.IsFull;
        set => _shell.IsFull = value;
    }

    /// <summary>True where a command that is started from now on does not end until it is stopped, whatever its script is. Default: false.</summary>
    public bool Hangs { get; set; }

    /// <summary>True once a command was started, and who asked for it knows.</summary>
    internal bool HasStarted => !Started.IsEmpty;

    /// <summary>Ids of the commands that were started, and who asked for them knows.</summary>
    internal ConcurrentQueue<string> Started { get; } = new();

    /// <summary>Makes the machine unreachable; channels that are open break. What runs on it goes on.</summary>
    public void Disconnect() => _shell.Disconnect();

    /// <summary>Makes the machine reachable again.</summary>
    public void Reconnect() => _shell.Reconnect();

    /// <summary>Puts a program on the machine, where commands find it before any other of its name.</summary>
    /// <param name="name">Name of the program.</param>
    /// <param name="script">A script for <c>/bin/sh</c>.</param>
    public void AddProgram(string name, string script)
    {
        var path = Path.Combine(_folder.Programs, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a program missing, for commands and for who asks.</summary>
    public void RemoveProgram(string name) => _folder.RemoveProgram(name);

    /// <summary>Where a file of the machine lies on this computer.</summary>
    /// <param name="path">Path on the machine: relative to its folder, from <c>~</c>, or absolute.</param>
    public string PathOf(string path) => _folder.PathOf(path);

    /// <summary>
    /// Files by path, each with its kind, mode and content, of the home folder, the programs and the machine's own folder; without Foray's bookkeeping.
    /// Two equal snapshots mean that nothing was changed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Snapshot() => _folder.Snapshot([.. Commands.Select(command => command.Id.Split('/')[0]).Distinct()]);

    /// <summary>Commands that are being started, or have started and not ended.</summary>
    public IReadOnlyList<string> FindRunningCommands() => [.. Commands.Select(command => command.Id).Distinct().Where(IsRunning)];

    /// <summary>Processes that run on the machine on Foray's behalf, also those that left their command; only the commands' first ones where the system has no <c>/proc</c>.</summary>
    public IReadOnlyList<int> FindProcesses() => Directory.Exists("/proc/self")
        ? ProcessTable.FindMarked($"{CommandMarks.Machine}={_record.Id}")
        : [.. FindRunningCommands().Select(ReadPid).OfType<ProcessIdentity>().Select(process => process.Pid)];

    /// <summary>Takes the machine down as a site does: ends all its processes and removes its folder. Its home folder stays until it is disposed.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => _shell.ClearAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        Note($"start {command.Id}");
        Commands.Enqueue(command);
        // Foray's own part on the machine finds what it needs, whatever stands in for a program or is missing.
        var environment = new Dictionary<string, string>(command.Environment, StringComparer.Ordinal);
        environment.TryAdd("PATH", _folder.SearchPath);
        var real = command with { Environment = environment };
        var handle = await _shell.StartAsync(Hangs ? real with { Script = "exec sleep 86400", Interpreter = ["/bin/sh"] } : real, cancellationToken);
        Started.Enqueue(command.Id);
        return handle;
    }

    /// <inheritdoc/>
    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken)
    {
        Note($"attach {id}");
        return _shell.AttachAsync(id, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) => _shell.WaitAsync(handle, cancellationToken);

    /// <inheritdoc/>
    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken)
    {
        Note($"signal {handle.Id} {signal}");
        return _shell.SignalAsync(handle, signal, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"stop {handle.Id} {grace.TotalSeconds:0}"));
        return _shell.StopAsync(handle, grace, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        Note($"execute {request.Id}");
        Started.Enqueue(request.Id ?? "execute");
        if (Hangs)
            return _shell.ExecuteAsync(request with { CommandLine = "exec sleep 86400" }, cancellationToken);
        return _shell.ExecuteAsync(request with { CommandLine = $"PATH={ShellText.Quote(_folder.SearchPath)}; export PATH; {request.CommandLine}" }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        Note($"collect {handle.Id}");
        return _shell.CollectAsync(handle, localFolder, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        Note($"put {destination}");
        return _shell.PutAsync(files, destination, cancellationToken);
    }

    /// <inheritdoc/>
    public Task GetAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"get {source}");
        return _shell.GetAsync(source, destination, cancellationToken);
    }

    /// <inheritdoc/>
    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"copy {source} -> {destination}");
        return _shell.CopyAsync(source, destination, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        Note($"remove {prefix}");
        return _shell.RemoveAsync(prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => _shell.ForwardAsync(port, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) => _shell.DescribeAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. programs.Where(program => !_folder.SearchPath.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        (_shell.Delay, _shell.IsFull) = (TimeSpan.Zero, false);
        _shell.Reconnect();
        await _shell.ClearAsync(CancellationToken.None);
        await _shell.DisposeAsync();
        _folder.Delete();
    }

    private void Note(string call) => Calls.Enqueue(call);

    private string TaskOf(string id) => Path.Combine(_folder.Root, MachineLayout.Tasks, id);

    private bool IsRunning(string id) =>
        File.Exists(Path.Combine(TaskOf(id), "script")) && !File.Exists(Path.Combine(TaskOf(id), "exit")) && (ReadPid(id) is not { } process || ProcessTable.IsAlive(process));

    // The wrapper's record: pid, start time and boot.
    private ProcessIdentity? ReadPid(string id)
    {
        var path = Path.Combine(TaskOf(id), "pid");
        if (!File.Exists(path) || File.ReadAllText(path) is not { } record || !record.EndsWith('\n'))
            return null;
        var parts = record.TrimEnd('\n').Split(' ');
        return new ProcessIdentity(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
    }
}
