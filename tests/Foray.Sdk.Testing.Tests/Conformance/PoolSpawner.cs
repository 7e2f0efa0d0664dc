using System.Collections.Concurrent;
using System.Threading.Channels;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Hands out the machines of a pool, each with a folder for the test, as it should be done but for one fault.</summary>
internal sealed class PoolSpawner : ISpawner
{
    private static readonly ConcurrentDictionary<ScriptedMachine, PoolSpawner> Everybodys = new();

    private readonly Channel<ScriptedMachine> _free = Channel.CreateUnbounded<ScriptedMachine>();
    private readonly ConcurrentDictionary<IMachine, string> _taken = new();
    private readonly SpawnerFault _fault;
    private readonly FakeHost _host;
    private readonly int _machines;
    private int _given;

    public PoolSpawner(SpawnerFault fault, FakeHost host, int machines)
    {
        (_fault, _host, _machines) = (fault, host, machines);
        for (var number = 1; number <= machines; number++)
            Put(Make($"m{number}"));
    }

    public async Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken)
    {
        if (_fault == SpawnerFault.WritesToTheConsole)
            await Console.Out.WriteLineAsync(test.Uri);
        if (_fault == SpawnerFault.IgnoresTheToken && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        var folder = Path.Combine(_host.Folder, Guid.NewGuid().ToString());
        if (_machines == 0)
            throw Refuse(folder);
        var machine = await TakeAsync(cancellationToken);
        Directory.CreateDirectory(folder);
        _taken[machine] = folder;
        return machine;
    }

    public async Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken)
    {
        if (_fault == SpawnerFault.ReleasesForEver && cancellationToken.IsCancellationRequested)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        if (!_taken.TryRemove(machine, out var folder))
        {
            if (_fault == SpawnerFault.ReleasesOnce)
                throw new InvalidOperationException("it was released");
            if (_fault == SpawnerFault.CountsWhatComesBackTwice)
                Put((ScriptedMachine)machine);
            return;
        }

        if (_fault != SpawnerFault.LeavesItsFolder)
            Directory.Delete(folder);
        if (_fault == SpawnerFault.EndsOthersMachines)
            Everybodys.Where(other => other.Value != this).ToList().ForEach(other => other.Key.OnStart = _ => Task.FromResult<int?>(1));
        if (_fault != SpawnerFault.LosesWhatComesBack)
            Put((ScriptedMachine)machine);
    }

    private async Task<ScriptedMachine> TakeAsync(CancellationToken cancellationToken)
    {
        if (_fault == SpawnerFault.GivesOneToAll)
            return _free.Reader.TryPeek(out var first) ? first : throw new InvalidOperationException("the pool is empty");
        if (_fault == SpawnerFault.GivesMoreThanThereAre && Interlocked.Increment(ref _given) > _machines)
            return Make($"m{_given}");
        if (_fault == SpawnerFault.WaitsForEver && _free.Reader.Count == 0)
            return await _free.Reader.ReadAsync(CancellationToken.None);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await _free.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (_fault == SpawnerFault.LosesWhatIsCancelled && _free.Reader.Count == 0)
        {
            _ = _free.Reader.ReadAsync(CancellationToken.None).AsTask();
            throw;
        }
    }

    private ScriptedMachine Make(string name)
    {
        var machine = new ScriptedMachine(name)
        {
            OnStart = command => Task.FromResult<int?>(_fault == SpawnerFault.GivesWhatDoesNotWork ? 127 : int.Parse(command.Script.Split(' ')[1])),
        };
        if (_fault == SpawnerFault.EndsOthersMachines)
            Everybodys[machine] = this;
        return machine;
    }

    private void Put(ScriptedMachine machine) => _free.Writer.TryWrite(machine);

    private Exception Refuse(string folder)
    {
        if (_fault == SpawnerFault.LeavesAFailedAttempt)
            Directory.CreateDirectory(folder);
        return _fault == SpawnerFault.ThrowsWhatIsNoDiagnostic
            ? new InvalidOperationException("there is no machine")
            : new DiagnosticException(Diagnostic.Error("TEST001", "the pool has no machine", "add one"));
    }
}
