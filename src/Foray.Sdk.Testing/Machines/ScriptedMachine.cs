using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Testing.Machines;

/// <summary>A machine that runs nothing: its commands end as a test says, when it says so, and it remembers what it was told. For real scripts there is <see cref="FakeMachine"/>.</summary>
public sealed class ScriptedMachine(string name, params IReadOnlyList<string> labels) : IMachine
{
    private const string NoFile = "KIT003";
    private readonly ConcurrentDictionary<string, TaskCompletionSource<int?>> _commands = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>What was asked of the machine, in order: an operation and its object.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The commands that were started, in order.</summary>
    public ConcurrentQueue<CommandSpec> Commands { get; } = new();

    /// <summary>Ends when the first command has been started.</summary>
    public Task Started => _started.Task;

    /// <summary>How a command runs, as its exit code; a task that does not end is a command that runs until it is stopped. Default: exit code 0 at once.</summary>
    public Func<CommandSpec, Task<int?>> OnStart { get; set; } = _ => Task.FromResult<int?>(0);

    /// <summary>How a command line ends that is waited for. Default: exit code 0, and no output.</summary>
    public Func<ExecutionRequest, ExecutionResult> OnExecute { get; set; } = _ => new ExecutionResult(0, ReadOnlyMemory<byte>.Empty, "");

    /// <summary>What a command of an id leaves, as texts by file name. Default: nothing.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> Left { get; set; } = _ => new Dictionary<string, string>();

    /// <summary>Texts of files that can be brought back, by the end of their path.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What a call, as <see cref="Calls"/> has it, fails with. Default: none does.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Programs that the machine lacks. Default: none.</summary>
    public IReadOnlyList<string> MissingTools { get; set; } = [];

    /// <summary>Adds a command that an earlier run started.</summary>
    public void AddRunning(string id, Task<int?> end) => Run(id, end);

    /// <inheritdoc/>
    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        Note($"start {command.Id}");
        cancellationToken.ThrowIfCancellationRequested();
        if (!_commands.ContainsKey(command.Id))
        {
            Commands.Enqueue(command);
            Run(command.Id, OnStart(command));
        }

        _started.TrySetResult();
        return Task.FromResult(new CommandHandle(name, command.Id));
    }

    /// <inheritdoc/>
    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken)
    {
        Note($"attach {id}");
        return Task.FromResult(_commands.ContainsKey(id) ? new CommandHandle(name, id) : null);
    }

    /// <inheritdoc/>
    public async Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) =>
        new(await _commands[handle.Id].Task.WaitAsync(cancellationToken), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken)
    {
        Note($"signal {handle.Id} {signal}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"stop {handle.Id} {grace.TotalSeconds:0}"));
        cancellationToken.ThrowIfCancellationRequested();
        _commands[handle.Id].TrySetResult(128 + (int)ProcessSignal.Terminate);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        Note($"execute {request.CommandLine}");
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(OnExecute(request));
    }

    /// <inheritdoc/>
    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(localFolder);
        foreach (var (file, text) in Left(handle.Id))
            File.WriteAllText(Path.Combine(localFolder, file), text);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        Note($"put {string.Join(' ', files.Select(file => file.RelativePath))} -> {destination}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task GetAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"get {source}");
        var file = Files.FirstOrDefault(file => source.EndsWith(file.Key, StringComparison.Ordinal));
        if (file.Key is null)
            throw new DiagnosticException(Diagnostic.Error(NoFile, $"no file {source}"));
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        File.WriteAllText(destination, file.Value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"copy {source} -> {destination}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        Note($"remove {prefix}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["os"] = "scripted" });

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. programs.Intersect(MissingTools)]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Note(string call)
    {
        Calls.Enqueue(call);
        if (Fault(call) is { } fault)
            throw fault;
    }

    private void Run(string id, Task<int?> end)
    {
        var source = _commands.GetOrAdd(id, _ => new TaskCompletionSource<int?>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (end.IsCompletedSuccessfully)
            source.TrySetResult(end.Result);
        else
            end.ContinueWith(done => source.TrySetResult(done.Result), TaskScheduler.Default);
    }
}
