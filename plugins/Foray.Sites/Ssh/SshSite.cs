using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;

namespace Foray.Sites.Ssh;

/// <summary>Machines that are there already, reached with the system's OpenSSH client.</summary>
[Plugin("ssh")]
[RequiresTool("ssh", Remedy = "install OpenSSH's client (Debian: apt install openssh-client)")]
public sealed class SshSite(SshSiteOptions options, IProcesses processes) : ISite
{
    private const int AtOnce = 16;

    /// <inheritdoc/>
    public IReadOnlyList<SiteMachine> Machines { get; } =
    [
        .. from @group in options.Resources.Machines
           from host in @group.Hosts ?? [@group.Host!]
           select new SiteMachine(@group.Labels.Labels, SshAddress.Of(options, @group, host).ToJson()),
    ];

    /// <inheritdoc/>
    public Task UpAsync(IReadOnlyList<MachineRequest> machines, ISiteContext context, CancellationToken cancellationToken)
    {
        var records = machines.Select(machine => new MachineRecord(
            machine.Name, machine.Id, machine.Labels, SshAddress.FromJson(machine.Machine.Specification).Resolve(context.ExperimentFolder).ToJson())).ToList();
        records.ForEach(context.Record);
        return OnEachAsync(records, (machine, token) => PrepareAsync(machine, context, token), cancellationToken);
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) => new SshMachine(machine, processes);

    /// <inheritdoc/>
    public Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken) =>
        OnEachAsync(machines, ClearAsync, cancellationToken);

    private static async Task PrepareAsync(SshMachine machine, ISiteContext context, CancellationToken cancellationToken)
    {
        var prepared = await machine.PrepareAsync([], cancellationToken);
        if (prepared.IsNew)
            context.ReportRemade(machine.Id);
        if (prepared.MissingTools.Count > 0)
            throw new DiagnosticException([.. prepared.MissingTools.Select(tool => Diagnostic.Error(
                SshFailure.MissingTool, $"machine '{machine.Name}': host '{machine.Address.Host}' lacks the program '{tool}'", $"install {tool} there"))]);
    }

    private static async Task ClearAsync(SshMachine machine, CancellationToken cancellationToken)
    {
        await machine.ClearAsync(cancellationToken);
        await machine.CloseAsync(cancellationToken);
    }

    // What goes wrong with one machine keeps nothing from the others.
    private async Task OnEachAsync(
        IReadOnlyList<MachineRecord> machines, Func<SshMachine, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var diagnostics = new ConcurrentDictionary<int, IReadOnlyList<Diagnostic>>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(machines.Index(), parallel, async (numbered, token) =>
        {
            await using var machine = new SshMachine(numbered.Item, processes);
            try
            {
                await work(machine, token);
            }
            catch (DiagnosticException exception)
            {
                diagnostics[numbered.Index] = exception.Diagnostics;
            }
        });
        if (!diagnostics.IsEmpty)
            throw new DiagnosticException([.. diagnostics.OrderBy(found => found.Key).SelectMany(found => found.Value)]);
    }
}
