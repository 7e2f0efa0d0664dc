using Foray.Sdk.Processes;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>A worker that was started, and from <see cref="Watch"/> on is held to a program's limits.</summary>
internal sealed class WorkerProcess : IWorkerProcess
{
    /// <summary>Environment variable by which all processes of a worker are found.</summary>
    public const string MarkVariable = "FORAY_WORKER";

    private readonly IPipedProcess _process;
    private readonly IProcesses _processes;
    private readonly WorkerTree _tree;
    private readonly string _mark;
    private readonly ProcessIdentity? _leader;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private WorkerWatch? _watch;
    private string? _breach;
    private Task _watching = Task.CompletedTask;
    private int _disposed;

    public WorkerProcess(IPipedProcess process, int pid, string mark, IProcesses processes, TimeProvider time)
    {
        (_process, _tree, _mark, _processes, _time) = (process, new WorkerTree(pid), mark, processes, time);
        _leader = OperatingSystem.IsLinux() ? null : new ProcessIdentity(pid, 0, ""); // elsewhere a mark finds nothing
        End = EndAsync();
    }

    /// <inheritdoc/>
    public Stream Input => _process.Input;

    /// <inheritdoc/>
    public Stream Output => _process.Output;

    /// <inheritdoc/>
    public string Error => _process.Error;

    /// <inheritdoc/>
    public Task<WorkerEnd> End { get; }

    /// <summary>Process ids of the worker, by the system's count: its own, and those that hold it or stem from it.</summary>
    public IReadOnlyList<int> Processes => _tree.Processes();

    /// <summary>Begins to hold it to limits, which count from now. Once.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="interval">How often its use is looked at.</param>
    public void Watch(ProgramLimits limits, TimeSpan interval)
    {
        _watch = new WorkerWatch(limits, _tree.Measure());
        _watching = WatchAsync(_watch, interval);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await KillAsync();
        await _process.DisposeAsync();
        await End;
        await _watching;
        _ended.Dispose();
    }

    private async Task<WorkerEnd> EndAsync()
    {
        var exitCode = await _process.Exit;
        await _ended.CancelAsync();
        return new WorkerEnd(exitCode, _breach ?? _watch?.Breach(exitCode));
    }

    private async Task WatchAsync(WorkerWatch watch, TimeSpan interval)
    {
        var start = _time.GetTimestamp();
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                _breach = watch.Breach(_tree.Measure(), _time.GetElapsedTime(start));
                if (_breach is null)
                    continue;
                await KillAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // It ended by itself.
        }
    }

    private Task KillAsync() => _processes.EndAsync(_leader, MarkVariable, _mark, TimeSpan.Zero, CancellationToken.None);
}
