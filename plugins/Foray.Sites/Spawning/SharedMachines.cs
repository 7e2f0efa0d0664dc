using Foray.Sdk.Machines;

namespace Foray.Sites.Spawning;

/// <summary>Machines that tests share, each with room for so many of them.</summary>
internal sealed class SharedMachines(IReadOnlyList<IMachine> machines, int testsPerMachine) : IDisposable
{
    private readonly SemaphoreSlim _room = new(machines.Count * testsPerMachine);
    private readonly int[] _tests = new int[machines.Count];
    private readonly HashSet<Lent> _lent = [];
    private readonly Lock _lock = new();

    /// <summary>Gives the machine that has the fewest tests, and waits until one has room.</summary>
    public async Task<IMachine> AcquireAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var index = Array.IndexOf(_tests, _tests.Min());
            _tests[index]++;
            var lent = new Lent(machines[index], index);
            _lent.Add(lent);
            return lent;
        }
    }

    /// <summary>Takes back what was given; nothing happens to what came back before.</summary>
    public void Release(IMachine machine)
    {
        lock (_lock)
        {
            if (machine is not Lent lent || !_lent.Remove(lent))
                return;
            _tests[lent.Index]--;
        }

        _room.Release();
    }

    public void Dispose() => _room.Dispose();

    /// <summary>A machine as one test has it, so that several tests on it are told apart.</summary>
    private sealed class Lent(IMachine machine, int index) : ForwardingMachine(machine)
    {
        public int Index => index;
    }
}
