using Foray.Sdk.Machines;
using Foray.Sdk.Processes;
using Foray.Sdk.Sites;
using Foray.Sites.Ssh;

namespace Foray.Sites.Vagrant;

/// <summary>Takes virtual machines down, from their records alone.</summary>
internal sealed class VagrantDown(IReadOnlyList<MachineRecord> records, ISiteContext context, IProcesses processes)
{
    private const int AtOnce = 4;

    private readonly VagrantProgram _vagrant = new(processes);

    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">Some could not be taken down.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var work = new MachineWork<VagrantMachine>([.. records.Select(VagrantMachine.Of)]);
        // A folder without the machine's mark holds nothing that was made for it: the mark comes first and goes last.
        await work.DoAsync(AtOnce, RemoveAsync, cancellationToken, machine => machine.Folder.Owner == machine.Id);
        work.ThrowFailures();
    }

    private async Task RemoveAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        await _vagrant.EndEarlierAsync(machine);
        await CloseConnectionAsync(machine, cancellationToken);
        try
        {
            if (machine.IsKnownToVagrant)
                await DestroyAsync(machine, cancellationToken);
            machine.Folder.Remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw VagrantFailure.Folder(machine, $"cannot be removed: {exception.Message}", cause: exception);
        }
    }

    private async Task DestroyAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(machine.Folder.Path, Vagrantfile.FileName)))
            machine.Folder.Write(Vagrantfile.FileName, Vagrantfile.Write(machine.Name, machine.Id, machine.Definition, ""));
        var exitCode = await _vagrant.ChangeAsync(machine, ["destroy", "--force"], context.Logger, cancellationToken);
        // Where nothing was made, Vagrant may still object: to code in the Vagrantfile, or to a provider that is not there.
        if (exitCode != 0 && machine.VirtualMachine is not null)
            throw VagrantFailure.NotGone(machine, VagrantProgram.ErrorOf(machine));
    }

    private async Task CloseConnectionAsync(VagrantMachine machine, CancellationToken cancellationToken)
    {
        if (machine.Address is null)
            return;
        await using var reached = new SshMachine(machine.Record, machine.Address, processes);
        await reached.CloseAsync(cancellationToken);
    }
}
