using System.Collections.Concurrent;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;

namespace Foray.Sites.Ssh;

/// <summary>Machines that are there already, reached with the system's OpenSSH client.</summary>
[Plugin("ssh")]
[RequiresTool("ssh", Remedy = "install OpenSSH's client (Debian: apt install openssh-client)")]
public sealed class SshSite(SshSiteOptions options, IProcesses processes) : ISite, IAsyncDisposable
{
    private const int AtOnce = 16;

    /// <summary>Machines that were brought up and not asked for yet: what they are reached with is open already.</summary>
    private readonly ConcurrentDictionary<string, SshMachine> _up = new(StringComparer.Ordinal);

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
        return OnEachAsync(records, async (record, token) =>
        {
            var machine = _up.GetOrAdd(record.Id, _ => Reach(record));
            await SshPreparation.PrepareAsync(machine, context, token);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public IMachine Connect(MachineRecord machine, ISiteContext context) => _up.TryRemove(machine.Id, out var up) ? up : Reach(machine);

    /// <inheritdoc/>
    public Task DownAsync(IReadOnlyList<MachineRecord> machines, ISiteContext context, CancellationToken cancellationToken) =>
        OnEachAsync(machines, async (record, token) =>
        {
            await using var machine = Reach(record);
            await SshPreparation.ClearAsync(machine, token);
        }, cancellationToken);

    /// <summary>Lets go of machines that were brought up and never asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _up.Values)
            await machine.DisposeAsync();
        _up.Clear();
    }

    private static async Task OnEachAsync(IReadOnlyList<MachineRecord> records, Func<MachineRecord, CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        var work = new MachineWork<MachineRecord>(records);
        await work.DoAsync(AtOnce, step, cancellationToken);
        work.ThrowFailures();
    }

    private SshMachine Reach(MachineRecord machine) => new(machine, SshAddress.FromJson(machine.Data), processes);
}
