using Foray.Sdk.Consoles;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Sites;

namespace Foray.Fixtures.Lab;

/// <summary>
/// Machines that are nothing but a name. What it does it tells the console; files below <c>lab/</c> beside the experiment file make it fail,
/// because options would make it another site.
/// </summary>
[Plugin("lab")]
public sealed class LabSite(LabSiteOptions options, IConsole console) : ISite
{
    /// <inheritdoc/>
    public IReadOnlyList<SiteMachine> Machines { get; } = [.. Enumerable.Repeat(new SiteMachine(options.Labels.Labels, options.Model), options.Number)];

    /// <inheritdoc/>
    public Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        Refuse("refuse-up");
        foreach (var machine in machines)
        {
            console.WriteLine($"up {machine.Name} {machine.Id}");
            if (!Wants("forget"))
                context.Record(new MachineRecord(machine.Name, machine.Id, machine.Labels, $$"""{"bench":"{{options.Bench}}"}"""));
            if (Wants("remake"))
                context.ReportRemade(machine.Id);
            if (Wants("crash-up"))
                throw new InvalidOperationException("the power failed");
        }

        return Task.CompletedTask;

        bool Wants(string what) => LabSwitch.IsOn(context.ExperimentFolder, $"{options.Bench}.{what}");

        void Refuse(string what)
        {
            if (Wants(what))
                throw new DiagnosticException(Diagnostic.Error("FORAY399", $"bench '{options.Bench}' is locked"));
        }
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) => new LabMachine(machine, console);

    /// <inheritdoc/>
    public Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        if (LabSwitch.IsOn(context.ExperimentFolder, $"{options.Bench}.crash-down"))
            throw new InvalidOperationException("the door is jammed");
        foreach (var machine in machines)
            console.WriteLine($"down {machine.Name} {machine.Id} {machine.Data}");
        return Task.CompletedTask;
    }
}
