using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Storage;

namespace Foray.Experiments.Provisioning;

/// <summary>Takes machines down from what the journal says of them, and from nothing else.</summary>
internal sealed class Teardown(ExperimentPaths paths, StateStore store, PluginScope scope, EventStream events)
{
    /// <summary>Takes machines down, those of different sites at the same time; what fails is reported, and the rest goes on.</summary>
    /// <returns>True where all of them are gone.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<MachineMade> machines, CancellationToken cancellationToken)
    {
        var sites = machines.GroupBy(machine => machine.Site).Select(group => (Site: store.State.Site(group.Key), Machines: group.ToList())).ToList();
        var results = await Task.WhenAll(sites.Select(site => TakeDownAsync(site.Site, site.Machines, cancellationToken)));
        return Array.TrueForAll(results, done => done);
    }

    private async Task<bool> TakeDownAsync(SiteUsed used, List<MachineMade> machines, CancellationToken cancellationToken)
    {
        try
        {
            var sites = new JournalSites(paths, scope);
            var site = sites.Make(used, out var plugin);
            try
            {
                var specifications = machines.ToDictionary(machine => machine.Id, machine => machine.Specification, StringComparer.Ordinal);
                var context = new SiteContext(store, used.Site, sites.FolderOf(used), paths.Machines, events.Logger(plugin.Name), specifications);
                var records = machines.ConvertAll(machine => new MachineRecord(machine.Name, machine.Id, machine.Labels, machine.Data));
                await site.DownAsync(records, context, cancellationToken);
            }
            catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
            {
                throw PluginLoader.Fault(plugin, "failed to take its machines down", error);
            }

            foreach (var machine in machines)
                Forget(machine);
            return true;
        }
        catch (DiagnosticException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
                events.Report(diagnostic);
            return false;
        }
    }

    private void Forget(MachineMade machine)
    {
        foreach (var row in store.Read(state => state.OpenRows.Values.Where(row => row.MachineId == machine.Id).ToList()))
            store.Add(new RowVoided(row.Key, row.Id));
        store.Add(new MachineGone(machine.Id), Durability.Disk);
        events.Send(new MachineDown(machine.Name));
    }
}
