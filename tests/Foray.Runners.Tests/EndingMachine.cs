using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Machines;

namespace Foray.Runners.Tests;

/// <summary>A machine on which every program ends in one way: as one that counts processes and resources would tell it.</summary>
internal sealed class EndingMachine(FakeMachine machine, Func<ProgramEnd> end) : IMachine
{
    public string Name => machine.Name;

    public IReadOnlyList<string> Labels => machine.Labels;

    public bool SharesFiles => machine.SharesFiles;

    public Task<ProgramEnd> RunProgramAsync(ProgramSpec program, string localFolder, CancellationToken cancellationToken) => Task.FromResult(end());

    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) => machine.FindMissingToolsAsync(programs, cancellationToken);

    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken) => machine.StartAsync(command, cancellationToken);

    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken) => machine.AttachAsync(id, cancellationToken);

    public Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) => machine.WaitAsync(handle, cancellationToken);

    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken) => machine.SignalAsync(handle, signal, cancellationToken);

    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken) => machine.StopAsync(handle, grace, cancellationToken);

    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken) => machine.CollectAsync(handle, localFolder, cancellationToken);

    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken) => machine.PutAsync(files, destination, cancellationToken);

    public Task GetAsync(string source, string destination, CancellationToken cancellationToken) => machine.GetAsync(source, destination, cancellationToken);

    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) => machine.CopyAsync(source, destination, cancellationToken);

    public Task RemoveAsync(string prefix, CancellationToken cancellationToken) => machine.RemoveAsync(prefix, cancellationToken);

    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => machine.ForwardAsync(port, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) => machine.DescribeAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
