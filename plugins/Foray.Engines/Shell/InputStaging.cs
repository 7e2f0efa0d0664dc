using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Shell;

/// <summary>Brings inputs to machines: each crosses the network once per machine and run, and is copied there into the folder of every case.</summary>
internal sealed class InputStaging(ShellOptions options, IExperimentRun run)
{
    private readonly Input[] _inputs = [.. (options.Inputs ?? [ShellInputs.WholeFolder]).Select((input, i) => new Input(input, i, run))];
    private readonly ConcurrentDictionary<(IMachine Machine, Input Input), Lazy<Task>> _transfers = new();

    /// <summary>Fills the working folder of a row.</summary>
    public async Task PrepareAsync(IMachine machine, string workingFolder, CancellationToken cancellationToken)
    {
        foreach (var input in _inputs)
        {
            if (!input.Option.Labels.Chooses(machine) || input.Files.Value.Count == 0)
                continue;
            await TransferOnceAsync(machine, input, cancellationToken);
            if (!input.IsFixed)
                await machine.CopyAsync(input.Place, ShellInputs.Below(workingFolder, input.Destination), cancellationToken);
        }
    }

    /// <summary>Removes the staged copies.</summary>
    public Task RemoveAsync(ShellRun shell) => Task.WhenAll(_transfers.Keys.Where(key => !key.Input.IsFixed).Select(key =>
        shell.CleanUpAsync(token => key.Machine.RemoveAsync(key.Input.Place, token), $"removing inputs from '{key.Machine.Name}'")));

    private async Task TransferOnceAsync(IMachine machine, Input input, CancellationToken cancellationToken)
    {
        var transfer = _transfers.GetOrAdd((machine, input), static (key, token) => new Lazy<Task>(
            () => key.Machine.PutAsync(key.Input.Files.Value, key.Input.Place, token)), cancellationToken);
        try
        {
            await transfer.Value;
        }
        catch
        {
            // Whoever tries again begins a new transfer.
            _transfers.TryRemove(KeyValuePair.Create((machine, input), transfer));
            throw;
        }
    }

    private sealed class Input(ShellInput option, int index, IExperimentRun run)
    {
        public ShellInput Option { get; } = option;

        public string Destination { get; } = ShellInputs.DestinationOf(option, run.ExperimentFolder);

        public bool IsFixed => MachineLayout.IsAbsolute(Destination);

        /// <summary>Where the transfer goes: the destination itself, or a place to copy from that is this run's own.</summary>
        public string Place => field ??= IsFixed ? Destination : "inputs/" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run.RunId}\n{run.Name}\n{index}"))))[..16];

        public Lazy<IReadOnlyList<InputFile>> Files { get; } = new(() => run.ListInput(ShellInputs.SourceOf(option)));
    }
}
