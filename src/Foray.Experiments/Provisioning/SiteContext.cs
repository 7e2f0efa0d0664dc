using Foray.Experiments.State;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Storage;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Provisioning;

/// <summary>Gives a site its folders, and writes its machines into the journal.</summary>
internal sealed class SiteContext(
    StateStore store,
    string siteKey,
    string experimentFolder,
    string stateFolder,
    ILogger logger,
    IReadOnlyDictionary<string, string> specificationsById) : ISiteContext
{
    public string ExperimentFolder { get; } = experimentFolder;

    public string StateFolder { get; } = stateFolder;

    public ILogger Logger { get; } = logger;

    public void Record(MachineRecord machine)
    {
        var made = new MachineMade(siteKey, machine.Name, machine.Id, machine.Labels, specificationsById[machine.Id], machine.Data);
        if (store.Read(state => state.MachineNamed(machine.Name)) is not { } known || !IsSame(known, made))
            store.Add(made, Durability.Disk);
    }

    public void ReportRemade(string machineId)
    {
        if (store.Read(state => state.IsReady(machineId)))
            store.Add(new MachineLost(machineId), Durability.Disk);
    }

    private static bool IsSame(MachineMade known, MachineMade made) =>
        known with { Labels = made.Labels } == made && known.Labels.SequenceEqual(made.Labels);
}
