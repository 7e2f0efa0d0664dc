using System.Globalization;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Example.Benchmark;

/// <summary>The executions of one command on one machine. Their times are taken on the machine, so that the way there does not count.</summary>
internal sealed class Repetition(IRow row, IMachine machine, string script, IReadOnlyDictionary<string, string> variables)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs the command once. The id is the same in a run that was interrupted and goes on: what ended is not run again.</summary>
    public async Task<CommandEnd> RunAsync(int number, CancellationToken cancellationToken)
    {
        var name = $"execution-{number.ToString(CultureInfo.InvariantCulture)}";
        var command = new CommandSpec($"{row.Id}/{name}", script) { WorkingFolder = row.Id, Environment = variables };
        CommandHandle? handle = null;
        try
        {
            handle = await machine.StartAsync(command, cancellationToken);
            var end = await machine.WaitAsync(handle, cancellationToken);
            await machine.CollectAsync(handle, Path.Combine(row.Folder, name), cancellationToken);
            return end;
        }
        catch (OperationCanceledException)
        {
            // A start that was cancelled may have started it all the same.
            handle ??= await machine.AttachAsync(command.Id, CancellationToken.None);
            if (handle is not null)
            {
                await machine.StopAsync(handle, Grace, CancellationToken.None);
                await machine.CollectAsync(handle, Path.Combine(row.Folder, name), CancellationToken.None);
            }

            throw;
        }
    }

    /// <summary>Removes what the executions left on the machine.</summary>
    public Task RemoveAsync() => machine.RemoveAsync(row.Id, CancellationToken.None);
}
