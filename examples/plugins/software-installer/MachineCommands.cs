using Foray.Sdk.Installs;
using Foray.Sdk.Machines;

namespace Example.Tally;

/// <summary>Short commands of an installer on one machine.</summary>
internal sealed class MachineCommands(IInstallContext context, IMachine machine, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs a script to its end, and keeps what it printed.</summary>
    /// <param name="name">Its name: a command of one name is found again after a crash, and not started twice.</param>
    /// <param name="script">The script.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code; null where it vanished.</returns>
    public async Task<int?> RunAsync(string name, string script, CancellationToken cancellationToken)
    {
        var command = new CommandSpec($"{context.Id}/{name}", script) { Environment = environment };
        CommandHandle? handle = null;
        CommandEnd end;
        try
        {
            handle = await machine.StartAsync(command, cancellationToken);
            end = await machine.WaitAsync(handle, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // A start that was cancelled may have started it all the same.
            handle ??= await machine.AttachAsync(command.Id, CancellationToken.None);
            if (handle is not null)
                await machine.StopAsync(handle, Grace, CancellationToken.None);
            throw;
        }

        await machine.CollectAsync(handle, Path.Combine(context.LogFolder(machine), name), cancellationToken);
        await machine.RemoveAsync(handle.Id, cancellationToken);
        return end.ExitCode;
    }
}
