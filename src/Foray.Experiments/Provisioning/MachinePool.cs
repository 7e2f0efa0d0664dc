using Foray.Sdk.Machines;

namespace Foray.Experiments.Provisioning;

/// <summary>The machines that are up, in the order of the file. Disposing it closes connections; the machines stay up.</summary>
internal sealed class MachinePool(IReadOnlyList<ConnectedMachine> machines) : IAsyncDisposable
{
    public IReadOnlyList<ConnectedMachine> All { get; } = machines;

    public IReadOnlyDictionary<string, IMachine> ByName { get; } =
        machines.ToDictionary(machine => machine.Machine.Name, machine => machine.Machine, StringComparer.Ordinal);

    /// <summary>The machine of an identity; null where it is not up any more.</summary>
    public IMachine? WithId(string id) => All.FirstOrDefault(machine => machine.Id == id)?.Machine;

    /// <summary>Whether a machine is the computer that Foray runs on.</summary>
    public bool IsHere(string name) => All.First(machine => machine.Machine.Name == name).IsHere;

    public string IdOf(string name) => All.First(machine => machine.Machine.Name == name).Id;

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in All)
            await machine.Machine.DisposeAsync();
    }
}
