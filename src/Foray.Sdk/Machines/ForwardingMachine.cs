using Foray.Sdk.Processes;

namespace Foray.Sdk.Machines;

/// <summary>A machine that hands everything on to another one, for who gives away a machine and wants to do one thing in another way. Disposing it leaves the other one as it is.</summary>
/// <param name="machine">The other one.</param>
public abstract class ForwardingMachine(IMachine machine) : IMachine
{
    /// <inheritdoc/>
    public string Name => machine.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => machine.Labels;

    /// <inheritdoc/>
    public bool SharesFiles => machine.SharesFiles;

    /// <inheritdoc/>
    public Task<CommandHandle> StartAsync(CommandSpec command, CancellationToken cancellationToken) => machine.StartAsync(command, cancellationToken);

    /// <inheritdoc/>
    public Task<CommandHandle?> AttachAsync(string id, CancellationToken cancellationToken) => machine.AttachAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<CommandEnd> WaitAsync(CommandHandle handle, CancellationToken cancellationToken) => machine.WaitAsync(handle, cancellationToken);

    /// <inheritdoc/>
    public Task SignalAsync(CommandHandle handle, ProcessSignal signal, CancellationToken cancellationToken) => machine.SignalAsync(handle, signal, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CommandHandle handle, TimeSpan grace, CancellationToken cancellationToken) => machine.StopAsync(handle, grace, cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionResult> ExecuteAsync(ExecutionRequest request, CancellationToken cancellationToken) => machine.ExecuteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ProgramEnd> RunProgramAsync(ProgramSpec program, string localFolder, CancellationToken cancellationToken) =>
        machine.RunProgramAsync(program, localFolder, cancellationToken);

    /// <inheritdoc/>
    public Task CollectAsync(CommandHandle handle, string localFolder, CancellationToken cancellationToken) => machine.CollectAsync(handle, localFolder, cancellationToken);

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken) => machine.PutAsync(files, destination, cancellationToken);

    /// <inheritdoc/>
    public Task GetAsync(string source, string destination, CancellationToken cancellationToken) => machine.GetAsync(source, destination, cancellationToken);

    /// <inheritdoc/>
    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken) => machine.CopyAsync(source, destination, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveAsync(string prefix, CancellationToken cancellationToken) => machine.RemoveAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<IPortForward> ForwardAsync(int port, CancellationToken cancellationToken) => machine.ForwardAsync(port, cancellationToken);

    /// <inheritdoc/>
    public Task<ProcessRequest?> FindTerminalAsync(TerminalRequest request, CancellationToken cancellationToken) => machine.FindTerminalAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) => machine.DescribeAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindMissingToolsAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken) => machine.FindMissingToolsAsync(programs, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
