using System.Collections.Concurrent;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Software.Tests;

/// <summary>A machine with one command that ends as a test says, and which remembers what it was told.</summary>
internal sealed class FakeMachine(string name) : IMachine
{
    private bool _isThere;

    public string Name => name;

    public IReadOnlyList<string> Labels => ["all"];

    public ConcurrentQueue<string> Calls { get; } = new();

    public CommandSpec? Command { get; private set; }

    /// <summary>The command's end, set by the test, or by stopping it.</summary>
    public TaskCompletionSource<int?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Stderr { get; set; } = "";

    public Exception? Fault { get; set; }

    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"start {command.Id}");
        if (Fault is not null)
            throw Fault;
        (Command, _isThere) = (command, true);
        Started.TrySetResult();
        return Task.FromResult(new CommandHandle(name, command.Id));
    }

    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_isThere ? new CommandHandle(name, id) : null);

    public async Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) =>
        new(await End.Task.WaitAsync(cancellationToken), DateTimeOffset.UnixEpoch, TimeSpan.Zero);

    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"stop {handle.Id} {grace.TotalSeconds:0}");
        End.TrySetResult(143);
        return Task.CompletedTask;
    }

    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(localFolder);
        File.WriteAllText(Path.Combine(localFolder, "stderr"), Stderr);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"remove {prefix}");
        return Task.CompletedTask;
    }

    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task GetAsync(string source, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
