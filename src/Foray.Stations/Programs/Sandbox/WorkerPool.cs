using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>Workers of this station, in the best confinement that could be had when it was opened.</summary>
internal sealed class WorkerPool : IWorkerPool
{
    private readonly Func<string, CancellationToken, Task<IRuntime>> _runtimes;
    private readonly WorkerStart? _start;
    private readonly DiagnosticException? _problem;
    private readonly WorkerPoolOptions _options;
    private readonly ConcurrentDictionary<string, WaitingWorkers> _waiting = [];
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    private WorkerPool(Func<string, CancellationToken, Task<IRuntime>> runtimes, WorkerStart start, string tier, WorkerPoolOptions options) =>
        (_runtimes, _start, Tier, _options) = (runtimes, start, tier, options);

    private WorkerPool(Func<string, CancellationToken, Task<IRuntime>> runtimes, DiagnosticException problem, WorkerPoolOptions options) =>
        (_runtimes, _problem, Tier, _options) = (runtimes, problem, problem.Message, options);

    /// <inheritdoc/>
    public string Tier { get; }

    /// <summary>Finds out how workers can be held here, and opens a pool of none.</summary>
    /// <param name="processes">Starts them.</param>
    /// <param name="runtimes">The runtime plugin of a name; throws a <see cref="DiagnosticException"/> where there is none.</param>
    /// <param name="folder">Folder for the pool's own files, which may be missing.</param>
    /// <param name="options">How workers are kept ready and watched.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Where no worker can be held at all, the pool says so in its <see cref="Tier"/>, and whenever one is asked for (FORAY395).</remarks>
    public static async Task<WorkerPool> OpenAsync(
        IProcesses processes, Func<string, CancellationToken, Task<IRuntime>> runtimes, string folder, WorkerPoolOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var confinement = await new ConfinementProbe(processes, folder, Environment.IsPrivilegedProcess).FindAsync(cancellationToken);
            return new WorkerPool(runtimes, new WorkerStart(processes, confinement, options.StartTimeout, time), confinement.Tier, options);
        }
        catch (DiagnosticException problem)
        {
            return new WorkerPool(runtimes, problem, options);
        }
    }

    /// <inheritdoc/>
    public async Task<IWorkerProcess> TakeAsync(string runtime, ProgramLimits limits, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        if (_start is null)
            throw new DiagnosticException(_problem!.Diagnostics);
        var plugin = await _runtimes(runtime, cancellationToken);
        var waiting = _waiting.GetOrAdd(runtime, _ => new WaitingWorkers());
        var worker = Suits(limits) ? await waiting.TakeAsync(cancellationToken) : null;
        worker ??= await _start.StartAsync(runtime, plugin, limits, cancellationToken);
        worker.Watch(limits, _options.WatchInterval);
        waiting.Fill(_options.Waiting, () => _start.StartAsync(runtime, plugin, _options.UsualLimits, _closing.Token));
        return worker;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _closing.CancelAsync();
        foreach (var waiting in _waiting.Values)
            await waiting.DisposeAsync();
        _start?.Dispose();
        _closing.Dispose();
    }

    private bool Suits(ProgramLimits limits) => limits.Memory == _options.UsualLimits.Memory && limits.Cpu <= _options.UsualLimits.Cpu;
}
