using System.Collections;
using Foray.Processes.Wardens;
using Foray.Sdk.Machines;
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
    private readonly IFiledRuns _filedRuns;
    private long _filedPrograms;

    /// <summary>Serves processes with time-outs by the given clock.</summary>
    /// <param name="time">The clock; default: the system's.</param>
    /// <param name="warden">
    /// Program and arguments that run <see cref="WardenProgram"/>: then <see cref="RunToFilesAsync"/> runs programs through such processes, which survive a program that kills
    /// its parent, and end what they run when this process is killed. Default, and on systems other than Linux 5.3 or newer: programs are started as children of this process.
    /// </param>
    public SystemProcesses(TimeProvider? time = null, IReadOnlyList<string>? warden = null)
    {
        _time = time ?? TimeProvider.System;
        _children = new Children(_poller);
        _waiter = new ProcessWaiter(_children, _poller);
        _termination = new Termination(_waiter, _time);
        _filedRuns = warden is not null && HasPidfds() ? new WardedRuns(warden, _children, _poller, _termination, _time) : new OwnRuns(_children, _termination, _time);
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
    public Task<ProgramEnd> RunToFilesAsync(FiledRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _filedRuns.RunAsync(FiledProgram.Prepare(request, Interlocked.Increment(ref _filedPrograms)), cancellationToken);
    }

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
    public void Dispose()
    {
        _filedRuns.Dispose();
        _poller.Dispose();
    }

    private PipedProcess StartPiped(ProcessRequest request, int keptError)
    {
        var program = ProgramPath.Find(request.Program) ?? throw ProgramPath.WhyMissing(request.Program);
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

    private static bool HasPidfds()
    {
        var pidfd = LibC.OpenPidfd(Environment.ProcessId);
        return pidfd >= 0 && LibC.Close(pidfd) == 0;
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
