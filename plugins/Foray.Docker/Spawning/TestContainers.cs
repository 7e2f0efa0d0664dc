using System.Collections.Concurrent;
using System.Globalization;
using Foray.Docker.Containers;
using Foray.Docker.Engines;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Microsoft.Extensions.Logging;

namespace Foray.Docker.Spawning;

/// <summary>The containers of a job's tests. Disposing it removes those that are left.</summary>
internal sealed partial class TestContainers : IAsyncDisposable
{
    private const int AtOnce = 8;

    private readonly Engine _engine;
    private readonly MachineContainers _containers;
    private readonly ContainerSpecification _specification;
    private readonly bool _reuse;
    private readonly IProcesses _processes;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<IMachine, MachineRecord> _lent = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentStack<MachineRecord> _free = [];
    private int _count;

    private TestContainers(Engine engine, ContainerOwner owner, ContainerSpecification specification, bool reuse, IProcesses processes, ILogger logger)
    {
        (_engine, _specification, _reuse, _processes, _logger) = (engine, specification, reuse, processes, logger);
        _containers = new MachineContainers(engine, owner.ToString());
    }

    /// <summary>Prepares the engine: removes what processes that are gone have left there, and brings the image.</summary>
    /// <exception cref="DiagnosticException">The engine does not answer, or cannot have the image.</exception>
    public static async Task<TestContainers> OpenAsync(
        ContainerSpecification specification, ImagePull pull, bool reuse, IProcesses processes, ILogger logger, CancellationToken cancellationToken)
    {
        var engine = new Engine(specification.Engine);
        try
        {
            await engine.PingAsync(cancellationToken);
            if (await new Images(engine).EnsureAsync(specification.Image, pull, cancellationToken) is { } problem)
                throw new DiagnosticException(problem);
            var owner = ContainerOwner.Here();
            var containers = new TestContainers(engine, owner, specification, reuse, processes, logger);
            await containers.RemoveAbandonedAsync(owner, cancellationToken);
            return containers;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Gives a container that is ready: one that is kept, or a new one.</summary>
    public async Task<IMachine> AcquireAsync(CancellationToken cancellationToken)
    {
        var record = _free.TryPop(out var kept) ? kept : NewRecord();
        var machine = new ContainerMachine(record, _processes);
        try
        {
            // One that is kept may have ended, or be gone.
            await _containers.EnsureAsync(record, _specification, _logger, cancellationToken);
            await machine.EnsureUsableAsync(_specification, cancellationToken);
            _lent[machine] = record;
            return machine;
        }
        catch
        {
            await GiveUpAsync(machine, record);
            throw;
        }
    }

    /// <summary>Takes a container back; nothing happens to one that came back before.</summary>
    public async Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_lent.TryRemove(machine, out var record))
            return;
        try
        {
            if (_reuse)
                _free.Push(record);
            else
                await _containers.RemoveAsync(record, cancellationToken);
            await machine.DisposeAsync();
        }
        catch
        {
            if (!_reuse)
                _lent[machine] = record; // it is removed with all the others
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _lent.Keys)
            await machine.DisposeAsync();
        var left = _lent.Values.Concat(_free).ToList();
        var problems = new ConcurrentQueue<Diagnostic>();
        await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (record, token) =>
        {
            try
            {
                await _containers.RemoveAsync(record, token);
            }
            catch (DiagnosticException failure)
            {
                problems.Enqueue(failure.Diagnostics[0]);
            }
        });
        _engine.Dispose();
        if (!problems.IsEmpty)
            throw new DiagnosticException([.. problems]);
    }

    private async Task RemoveAbandonedAsync(ContainerOwner self, CancellationToken cancellationToken)
    {
        foreach (var (machine, owner) in await _containers.FindOwnedAsync(cancellationToken))
        {
            if (ContainerOwner.Parse(owner) is not { } parsed || parsed.Computer != self.Computer || _processes.IsAlive(parsed.Process))
                continue;
            Abandoned(_logger, machine.Name);
            await _containers.RemoveAsync(machine, cancellationToken);
        }
    }

    private async Task GiveUpAsync(ContainerMachine machine, MachineRecord record)
    {
        await machine.DisposeAsync();
        try
        {
            await _containers.RemoveAsync(record, CancellationToken.None);
        }
        catch (DiagnosticException failure)
        {
            Left(_logger, record.Name, failure.Message);
        }
    }

    private MachineRecord NewRecord()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"docker-{Interlocked.Increment(ref _count)}");
        var id = Guid.NewGuid().ToString("N")[..12];
        return new MachineRecord(name, id, [DockerSite.Kind], new ContainerRecord(_specification.Engine, $"foray-{name}-{id}", []).ToJson());
    }

    [LoggerMessage(LogLevel.Information, "removing container '{Name}' of a job that was killed")]
    private static partial void Abandoned(ILogger logger, string name);

    [LoggerMessage(LogLevel.Warning, "container '{Name}' could not be removed, the next job will try again: {Reason}")]
    private static partial void Left(ILogger logger, string name, string reason);
}
