using Foray.Sdk.Consoles;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Fixtures.Lab;

/// <summary>A machine that runs nothing and tells what is asked of it.</summary>
internal sealed class LabMachine(MachineRecord record, IConsole console) : IMachine
{
    public string Name => record.Name;

    public IReadOnlyList<string> Labels => record.Labels;

    public Task RemoveAsync(string prefix, CancellationToken cancellationToken)
    {
        console.WriteLine($"remove {Name} {prefix}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["os"] = "Lab OS" });

    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. programs.Where(program => program.StartsWith("missing", StringComparison.Ordinal))]);

    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task GetAsync(string source, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
