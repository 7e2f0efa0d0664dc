using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Engines.Tests.Support;

/// <summary>A machine whose commands are what a test says, and which remembers what it was told.</summary>
internal sealed class FakeMachine(string name, params string[] labels) : IMachine
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<int?>> _commands = new();

    public string Name => name;

    public IReadOnlyList<string> Labels => labels;

    /// <summary>What was asked of the machine, in order: an operation and its object.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<CommandSpec> Commands { get; } = new();

    /// <summary>How a command runs; a task that does not end is a command that runs until it is stopped. Default: exit code 0 at once.</summary>
    public Func<CommandSpec, Task<int?>> OnStart { get; set; } = _ => Task.FromResult<int?>(0);

    /// <summary>What each command leaves, by file name.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> Left { get; set; } = _ => new Dictionary<string, string>();

    /// <summary>Names of files that can be brought back.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new();

    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>A command that an earlier run started.</summary>
    public void AddRunning(string id, Task<int?> end) => Run(id, end);

    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        Note($"start {command.Id}");
        cancellationToken.ThrowIfCancellationRequested();
        if (!_commands.ContainsKey(command.Id))
        {
            Commands.Enqueue(command);
            Run(command.Id, OnStart(command));
        }

        return Task.FromResult(new CommandHandle(name, command.Id));
    }

    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken)
    {
        Note($"attach {id}");
        return Task.FromResult(_commands.ContainsKey(id) ? new CommandHandle(name, id) : null);
    }

    public async Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) =>
        new(await _commands[handle.Id].Task.WaitAsync(cancellationToken), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        Note($"stop {handle.Id} {grace.TotalSeconds:0}");
        cancellationToken.ThrowIfCancellationRequested();
        _commands[handle.Id].TrySetResult(143);
        return Task.CompletedTask;
    }

    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(localFolder);
        foreach (var (file, text) in Left(handle.Id))
            File.WriteAllText(Path.Combine(localFolder, file), text);
        return Task.CompletedTask;
    }

    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        Note($"put {string.Join(' ', files.Select(file => file.RelativePath))} -> {destination}");
        return Task.CompletedTask;
    }

    public Task GetAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"get {source}");
        var file = Files.FirstOrDefault(file => source.EndsWith(file.Key, StringComparison.Ordinal));
        if (file.Key is null)
            throw new DiagnosticException(Diagnostic.Error("TEST1", $"no file {source}"));
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        File.WriteAllText(destination, file.Value);
        return Task.CompletedTask;
    }

    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken)
    {
        Note($"copy {source} -> {destination}");
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        Note($"remove {prefix}");
        return Task.CompletedTask;
    }

    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) => throw new NotSupportedException();

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
