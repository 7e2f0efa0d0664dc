using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>Brings virtual machines up.</summary>
internal sealed class VagrantUp(IReadOnlyList<VagrantMachine> machines, ISiteContext context, IProcesses processes)
{
    private const int AtOnce = 4;
    private const string HostsFile = "hosts";

    private readonly MachineWork<VagrantMachine> _work = new(machines);
    private readonly VagrantProgram _vagrant = new(processes);
    private readonly string _hosts = string.Concat(machines.SelectMany(HostLines));

    /// <exception cref="DiagnosticException">Some could not be brought up.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var machine in machines.Where(machine => machine.Folder.Owner != machine.Id))
            context.Record(machine.Record);
        await _work.DoAsync(AtOnce, FindAsync, cancellationToken);
        var alone = Alone();
        await _work.DoAsync(1, StartAsync, cancellationToken, machine => Needs(machine) && alone.Contains(machine));
        await _work.DoAsync(AtOnce, StartAsync, cancellationToken, machine => Needs(machine) && !alone.Contains(machine));
        await _work.DoAsync(AtOnce, EnterAsync, cancellationToken);
        _work.ThrowFailures();
    }

    private static bool Needs(VagrantMachine machine) => machine.State is VagrantState.NotCreated or VagrantState.Stopped;

    // VirtualBox makes one machine at a time, also for Vagrant itself. With libvirt the first of each box goes ahead: two Vagrants cannot get one box at once.
    private HashSet<VagrantMachine> Alone() =>
        [.. machines.Where(machine => machine.Definition.Backend != VagrantBackend.Libvirt), .. machines.Where(Needs).DistinctBy(machine => (machine.Definition.Backend, machine.Definition.Box))];

    private async Task FindAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            if (machine.Folder.IsTakenFor(machine.Id))
                throw VagrantFailure.Folder(machine, "is not its own", "take the other machine down, or move the folder away");
            machine.Folder.Claim(machine.Id);
            machine.Folder.Write(Vagrantfile.FileName, Vagrantfile.Write(machine.Name, machine.Id, machine.Definition, HostsOf(machine)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw VagrantFailure.Folder(machine, $"cannot be made: {exception.Message}", cause: exception);
        }

        await _vagrant.AwaitEarlierAsync(machine, context.Logger, cancellationToken);
        if (machine.Recall() && await AnswersAsync(machine, cancellationToken))
            machine.State = VagrantState.Answering;
        else if (machine.IsKnownToVagrant)
            machine.State = await AskStateAsync(machine, cancellationToken);
    }

    // Asking the machine itself takes a moment; starting Vagrant takes seconds.
    private async Task<bool> AnswersAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(machine, cancellationToken);
            return true;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    private async Task<VagrantState> AskStateAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        var result = await _vagrant.AskAsync(machine, ["status", "--machine-readable"], cancellationToken);
        var state = result.Output.Split('\n').Select(line => line.TrimEnd('\r').Split(',')).FirstOrDefault(words => words is [_, _, "state", _, ..])?[3];
        return state switch
        {
            null when machine.VirtualMachine is not null => throw VagrantFailure.NotUp(machine, result.Error),
            null or "not_created" => VagrantState.NotCreated,
            "running" => VagrantState.Running,
            _ => VagrantState.Stopped,
        };
    }

    private async Task StartAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        var isNew = machine.State == VagrantState.NotCreated;
        if (isNew)
            machine.Forget();
        if (await _vagrant.ChangeAsync(machine, ["up", "--provider", machine.Definition.Provider], context.Logger, cancellationToken) != 0)
            throw VagrantFailure.NotUp(machine, VagrantProgram.ErrorOf(machine));
        machine.State = VagrantState.Running;
        if (isNew)
            machine.Folder.Write(HostsFile, HostsOf(machine));
    }

    private async Task EnterAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        if (machine.State != VagrantState.Answering)
        {
            var result = await _vagrant.AskAsync(machine, ["ssh-config"], cancellationToken);
            var address = result.ExitCode == 0 ? VagrantSshConfig.Read(result.Output, machine.HostKeyName, machine.Definition.User, machine.KnownHosts) : null;
            machine.Keep(address ?? throw VagrantFailure.NotReached(machine, result.Error));
        }

        context.Record(machine.Record);
        await TellHostsAsync(machine, cancellationToken);
        if (machine.State != VagrantState.Answering)
            await PrepareAsync(machine, cancellationToken);
    }

    // Vagrant tells a machine the names of all when it makes it. Who was there before the others is told again.
    private async Task TellHostsAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        var file = Path.Combine(machine.Folder.Path, HostsFile);
        var known = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        if (known == HostsOf(machine))
            return;
        if (await _vagrant.ChangeAsync(machine, ["provision", "--provision-with", Vagrantfile.HostsProvisioner], context.Logger, cancellationToken) != 0)
            throw VagrantFailure.NotUp(machine, VagrantProgram.ErrorOf(machine));
        machine.Folder.Write(HostsFile, HostsOf(machine));
    }

    private async Task PrepareAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        await using var reached = new SshMachine(machine.Record, machine.Address!, processes);
        await SshPreparation.PrepareAsync(reached, context, cancellationToken);
    }

    private string HostsOf(VagrantMachine machine) => machine.Definition.Addresses.Count > 0 ? _hosts : "";

    private static IEnumerable<string> HostLines(VagrantMachine machine) =>
        machine.Definition.Addresses.Select((address, index) =>
            $"{address.Address} {(index == 0 ? $"{machine.Name} " : "")}{machine.Name}.{address.Network} # foray\n");
}
