using System.Collections;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>
/// Processes of the system Foray runs on: Linux, and macOS less what needs <c>/proc</c> (marked processes, identity beyond the pid).
/// One instance serves a program; disposing it starts no new processes but still reaps those that run.
/// </summary>
public sealed class SystemProcesses : IProcesses, IDisposable
{
    private const int KeptError = 64 * 1024;

    private readonly TimeProvider _time;
    private readonly Poller _poller = new();
    private readonly Children _children;
    private readonly ProcessWaiter _waiter;
    private readonly Termination _termination;

    /// <summary>Serves processes with time-outs by the given clock.</summary>
    /// <param name="time">The clock; default: the system's.</param>
    public SystemProcesses(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _children = new Children(_poller);
        _waiter = new ProcessWaiter(_children, _poller);
        _termination = new Termination(_waiter, _time);
    }

    /// <inheritdoc/>
    public string? Find(string program) => ProgramPath.Find(program);

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var process = StartPiped(request with { Input = request.Input ?? "" }, int.MaxValue);
        return await process.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IPipedProcess Start(ProcessRequest request) => StartPiped(request, KeptError);

    /// <inheritdoc/>
    public ProcessIdentity StartDetached(DetachedRequest request) => _children.Start(new SpawnRequest(
        request.Program,
        [request.Program, .. request.Arguments],
        request.WorkingFolder,
        [.. request.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        [null, null, null])).Identity;

    /// <inheritdoc/>
    public bool IsAlive(ProcessIdentity process) => ProcessTable.IsAlive(process);

    /// <inheritdoc/>
    public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) => _waiter.WaitAsync(process, cancellationToken);

    /// <inheritdoc/>
    public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => Termination.SignalGroup(process, signal);

    /// <inheritdoc/>
    public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) => [.. ProcessTable.Marked(variable, value)];

    /// <inheritdoc/>
    public Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken) =>
        _termination.EndAsync(leader, new Mark(variable, value), grace, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _poller.Dispose();

    private PipedProcess StartPiped(ProcessRequest request, int keptError)
    {
        var program = ProgramPath.Find(request.Program)
            ?? throw (File.Exists(request.Program) && request.Program.Contains('/')
                ? StartErrors.NotExecutable(request.Program)
                : StartErrors.NotInstalled(request.Program));
        var pipes = new Pipes(_poller);
        try
        {
            var child = _children.Start(new SpawnRequest(
                program, [request.Program, .. request.Arguments], request.WorkingFolder, Merge(request.Environment), pipes.ChildDescriptors));
            pipes.ReleaseChildEnds();
            return new PipedProcess(child, pipes, request, keptError, _termination, _time);
        }
        catch
        {
            pipes.Dispose();
            throw;
        }
    }

    private static string[] Merge(IReadOnlyDictionary<string, string?> changes)
    {
        var own = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => !changes.ContainsKey((string)variable.Key))
            .Select(variable => $"{variable.Key}={variable.Value}");
        var changed = changes.Where(variable => variable.Value is not null).Select(variable => $"{variable.Key}={variable.Value}");
        return [.. own, .. changed];
    }
}
