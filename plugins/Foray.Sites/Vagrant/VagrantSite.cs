using Foray.Sdk.Checks;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>Virtual machines on this computer, made by Vagrant.</summary>
[Plugin("vagrant", Capabilities = [PluginCapabilities.Checks, PluginCapabilities.OncePerFile])]
[RequiresTool("vagrant", Remedy = "install Vagrant (https://developer.hashicorp.com/vagrant/install) and VirtualBox or libvirt")]
[RequiresTool("ssh", Remedy = "install OpenSSH's client (Debian: apt install openssh-client)")]
public sealed class VagrantSite(VagrantSiteOptions options, IProcesses processes) : ISite
{
    /// <inheritdoc/>
    public IReadOnlyList<SiteMachine> Machines { get; } =
    [
        .. options.Resources.Machines.SelectMany(group => Enumerable.Repeat(group, group.Number))
            .Select((group, number) => new SiteMachine(group.Labels.Labels, VagrantDefinition.Of(options, group, number).ToJson())),
    ];

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        foreach (var problem in NetworkCheck.Run(options.Resources.Networks, Machines.Count, context.Section))
            context.Report(problem);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken) =>
        new VagrantUp([.. machines.Select(machine => VagrantMachine.Of(machine, context.StateFolder))], context, processes).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context)
    {
        var known = VagrantMachine.Of(machine);
        return known.Address is { } address
            ? new SshMachine(machine, address, processes)
            : throw VagrantFailure.NotReached(known, "it has not been up yet");
    }

    /// <inheritdoc/>
    public Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken) =>
        new VagrantDown(machines, context, processes).RunAsync(cancellationToken);
}
