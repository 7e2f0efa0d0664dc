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

    public void Record(MachineRecord machine) =>
        store.Add(new MachineMade(siteKey, machine.Name, machine.Id, machine.Labels, specificationsById[machine.Id], machine.Data), Durability.Disk);
}
