using System.Security.Cryptography;
using Foray.Configuration.Checking;
using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Experiments.Tracing;
using Foray.Plugins.Loading;
using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Sites;
using Foray.Storage;

namespace Foray.Experiments.Provisioning;

/// <summary>Brings the machines of the file up: makes what is missing, replaces what has changed, leaves the rest.</summary>
internal sealed class SiteProvisioner(ExperimentSession session)
{
    private sealed record PlannedSite(CheckedSection Section, string Key, ISite Site, IReadOnlyList<MachineRequest> Requests, SiteContext Context)
    {
        public StepPolicy Policy { get; } = StepPolicy.Of(Section);
    }

    /// <summary>Sites at the same time; one that fails does not keep the others from their end.</summary>
    /// <returns>The machines, connected, in the order of the file.</returns>
    /// <exception cref="DiagnosticException">Some machines could not be brought up.</exception>
    public async Task<MachinePool> UpAsync(CancellationToken cancellationToken)
    {
        var sites = Plan();
        WarnOfLeftOvers(sites);
        await ReplaceChangedAsync(sites, cancellationToken);
        foreach (var site in sites.Where(site => !session.Store.State.Knows(site.Key)))
            session.Store.Add(new SiteUsed(site.Key, site.Section.Plugin.QualifiedName, DocumentJson.Write(site.Section.Options), session.Paths.Folder), Durability.Disk);
        var lanes = new EventLanes(sites.Count);
        var failures = new IReadOnlyList<Diagnostic>[sites.Count];
        await Task.WhenAll(sites.Select((site, index) => lanes.RunAsync(index, async () => failures[index] = await UpInSpanAsync(site, cancellationToken))));
        if (failures.SelectMany(diagnostics => diagnostics).ToList() is { Count: > 0 } all)
            throw new DiagnosticException(all);
        return new MachinePool([.. sites.SelectMany(Connect)]);
    }

    private List<PlannedSite> Plan()
    {
        var planned = new Queue<PlannedMachine>(session.File.Machines);
        var instances = session.Scope.Instances<ISite>();
        var sites = new List<PlannedSite>();
        foreach (var section in session.File.SectionsOf("site"))
        {
            var site = instances.Add(section.Plugin, section.Options, section.Options.Place.ToString());
            var options = DocumentJson.Write(section.Options);
            var key = FileNames.Hash($"{section.Plugin.QualifiedName}\n{session.Paths.Folder}\n{options}", 16);
            var requests = site.Machines.Select(machine => Request(planned.Dequeue(), machine, section)).ToList();
            var context = new SiteContext(session.Store, key, session.Paths.Folder, session.Paths.Machines, session.Events.Logger(section.Plugin.Name),
                requests.ToDictionary(request => request.Id, request => request.Machine.Specification, StringComparer.Ordinal));
            sites.Add(new PlannedSite(section, key, site, requests, context));
        }

        return sites;
    }

    private MachineRequest Request(PlannedMachine planned, SiteMachine machine, CheckedSection section)
    {
        var existing = session.Store.State.MachineNamed(planned.Name);
        var isSame = existing is not null
            && existing.Specification == machine.Specification
            && session.Store.State.Site(existing.Site).Plugin == section.Plugin.QualifiedName;
        var id = isSame ? existing!.Id : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        return new MachineRequest(planned.Name, id, planned.Labels, machine);
    }

    private void WarnOfLeftOvers(List<PlannedSite> sites)
    {
        var wanted = sites.SelectMany(site => site.Requests).Select(request => request.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var machine in session.Store.State.Machines.Where(machine => !wanted.Contains(machine.Name)))
            session.Events.Report(Diagnostic.Warning(ExperimentCodes.LeftOver, $"machine '{machine.Name}' is up, but the file does not name it any more",
                $"'foray down {session.Paths.GivenFile}' takes it down, with all the others"));
    }

    private async Task ReplaceChangedAsync(List<PlannedSite> sites, CancellationToken cancellationToken)
    {
        var changed = sites.SelectMany(site => site.Requests)
            .Select(request => (Request: request, Existing: session.Store.State.MachineNamed(request.Name)))
            .Where(pair => pair.Existing is not null && pair.Existing.Id != pair.Request.Id)
            .Select(pair => pair.Existing!)
            .ToList();
        if (changed.Count == 0)
            return;
        session.Events.Send(new PhaseBegan($"replace {changed.Count} changed {(changed.Count == 1 ? "machine" : "machines")}"));
        var teardown = new Teardown(session.Paths, session.Store, session.Scope, session.Events);
        if (!await teardown.RunAsync(changed, cancellationToken))
            throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.LeftOver, "machines that the file describes differently now could not be taken down",
                $"see above; then run again, or take all down with 'foray down {session.Paths.GivenFile}'"));
    }

    private Task<IReadOnlyList<Diagnostic>> UpInSpanAsync(PlannedSite site, CancellationToken cancellationToken) =>
        Spans.InAsync($"site {site.Section.Plugin.Name}", async span =>
        {
            span?.SetTag("foray.machines", site.Requests.Select(request => request.Name).ToArray());
            return span.WithStatus(await UpAsync(site, cancellationToken), session.Mask);
        });

    private async Task<IReadOnlyList<Diagnostic>> UpAsync(PlannedSite site, CancellationToken cancellationToken)
    {
        var upBefore = session.Store.Read(state => site.Requests.Where(request => state.IsReady(request.Id)).Select(request => request.Id).ToHashSet(StringComparer.Ordinal));
        try
        {
            var failures = await new Tries(session.Events, session.Clock).RunAsync($"site {site.Section.Plugin.Name}", site.Policy, token => TryAsync(site, token), cancellationToken);
            if (failures.Count > 0)
                return failures;
            foreach (var request in site.Requests)
            {
                if (session.Store.Read(state => state.MachineNamed(request.Name)) is null)
                    throw new InvalidOperationException($"it did not record machine '{request.Name}'");
                if (!upBefore.Contains(request.Id))
                    session.Store.Add(new MachineReady(request.Id), Durability.Disk);
                session.Events.Send(new MachineUp(request.Name, site.Section.Plugin.Name, !upBefore.Contains(request.Id)));
            }

            return [];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return PluginLoader.Fault(site.Section.Plugin, "failed to bring its machines up", error).Diagnostics;
        }
    }

    private async Task<IReadOnlyList<Diagnostic>> TryAsync(PlannedSite site, CancellationToken cancellationToken)
    {
        try
        {
            await TimeLimit.RunAsync(token => site.Site.UpAsync(site.Requests, site.Context, token), site.Policy.Timeout, session.Clock, cancellationToken);
            return [];
        }
        catch (TimeoutException) when (site.Policy.Timeout is { } limit)
        {
            return [Diagnostic.Error(ExperimentCodes.StepTimedOut, $"site {site.Section.Plugin.Name} took longer than {Duration.Format(limit)}", "give it a longer 'timeout', or see why it hangs") with
            {
                Place = site.Section.Options.Place,
            }];
        }
        catch (DiagnosticException failure)
        {
            return failure.Diagnostics;
        }
    }

    private IEnumerable<ConnectedMachine> Connect(PlannedSite site)
    {
        foreach (var request in site.Requests)
        {
            var made = session.Store.State.MachineNamed(request.Name)!;
            var record = new MachineRecord(request.Name, request.Id, request.Labels, made.Data);
            yield return new ConnectedMachine(request.Id, site.Section.Plugin.Name, request.Machine.Specification, site.Site.Connect(record, site.Context))
            {
                IsHere = site.Section.Plugin.Capabilities.Contains(PluginCapabilities.ThisComputer),
            };
        }
    }
}
