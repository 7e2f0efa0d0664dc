using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>A good site with one fault.</summary>
internal sealed class FaultySite(ISite good, SiteFault fault) : ISite
{
    private readonly Dictionary<string, MachineRecord> _made = [];
    private readonly string _mood = Guid.NewGuid().ToString();
    private int _ups;
    private int _downs;

    public IReadOnlyList<SiteMachine> Machines =>
        fault == SiteFault.ChangesItsSpecification ? [.. good.Machines.Select(machine => machine with { Specification = _mood })] : good.Machines;

    public async Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        if (fault == SiteFault.MakesMachinesAnew && _ups++ > 0)
            await good.DownAsync([.. _made.Values], context, cancellationToken);
        var known = new RecordKeeper(context, fault == SiteFault.RecordsNothing, _made);
        if (fault != SiteFault.MakesNothing)
            await good.UpAsync(machines, known, cancellationToken);
        else
            foreach (var machine in machines)
                context.Record(new MachineRecord(machine.Name, machine.Id, machine.Labels, $$"""{"folder":"{{context.StateFolder}}/{{machine.Name}}"}"""));
    }

    public IMachine Connect(MachineRecord machine, ISiteContext context) =>
        fault == SiteFault.KeepsMachinesInMemory && !_made.ContainsKey(machine.Name)
            ? throw new DiagnosticException(Diagnostic.Error("TEST1", $"machine '{machine.Name}' is not known"))
            : good.Connect(machine, context);

    public async Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        _downs++;
        if (fault == SiteFault.TakesNothingDown && _downs == 1)
            return;
        if (fault == SiteFault.GoesDownOnce && _downs == 2)
            throw new DiagnosticException(Diagnostic.Error("TEST2", "it is down"));
        await good.DownAsync(fault == SiteFault.TakesAllDown ? [.. _made.Values] : machines, context, cancellationToken);
    }

    private sealed class RecordKeeper(ISiteContext context, bool isMute, Dictionary<string, MachineRecord> made) : ISiteContext
    {
        public string ExperimentFolder => context.ExperimentFolder;

        public string StateFolder => context.StateFolder;

        public Microsoft.Extensions.Logging.ILogger Logger => context.Logger;

        public void Record(MachineRecord machine)
        {
            made[machine.Name] = machine;
            if (!isMute)
                context.Record(machine);
        }

        public void ReportRemade(string machineId) => context.ReportRemade(machineId);
    }
}
