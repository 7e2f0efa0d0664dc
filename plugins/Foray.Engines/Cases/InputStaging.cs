using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Cases;

/// <summary>Brings inputs to machines: each crosses the network once per machine and run, and is copied there into the folder of every case.</summary>
/// <param name="options">The options.</param>
/// <param name="run">The run.</param>
/// <param name="below">Folder on the machine for what is copied from; null for one that is this run's own.</param>
internal sealed class InputStaging(ICaseOptions options, IExperimentRun run, string? below = null)
{
    private readonly Input[] _inputs = [.. options.AllInputs().Select((input, i) => new Input(input, i, run, below))];
    private readonly ConcurrentDictionary<(IMachine Machine, Input Input), Lazy<Task>> _transfers = new();

    /// <summary>Brings the inputs to a machine, those with a place of their own into it.</summary>
    /// <returns>Where the others are, and where they belong below the working folder of every case.</returns>
    public async Task<IReadOnlyList<(string Place, string Destination)>> StageAsync(IMachine machine, CancellationToken cancellationToken)
    {
        var inputs = _inputs.Where(input => input.Option.Labels.Chooses(machine) && input.Files.Value.Count > 0).ToList();
        foreach (var input in inputs)
            await TransferOnceAsync(machine, input, cancellationToken);
        return [.. inputs.Where(input => !input.IsFixed).Select(input => (input.Place, input.Destination))];
    }

    /// <summary>Fills the working folder of a row.</summary>
    public async Task PrepareAsync(IMachine machine, string workingFolder, CancellationToken cancellationToken)
    {
        foreach (var input in _inputs)
        {
            if (!input.Option.Labels.Chooses(machine) || input.Files.Value.Count == 0)
                continue;
            await TransferOnceAsync(machine, input, cancellationToken);
            if (!input.IsFixed)
                await machine.CopyAsync(input.Place, CasePaths.Below(workingFolder, input.Destination), cancellationToken);
        }
    }

    /// <summary>Removes the staged copies.</summary>
    public Task RemoveAsync(EngineRun engine) => Task.WhenAll(_transfers.Keys.Where(key => !key.Input.IsFixed).Select(key =>
        engine.CleanUpAsync(token => key.Machine.RemoveAsync(key.Input.Place, token), $"removing inputs from '{key.Machine.Name}'")));

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

    private sealed class Input(ICaseInput option, int index, IExperimentRun run, string? below)
    {
        public ICaseInput Option { get; } = option;

        public string Destination { get; } = CasePaths.DestinationOf(option, run.ExperimentFolder);

        public bool IsFixed => MachineLayout.IsAbsolute(Destination);

        /// <summary>Where the transfer goes: the destination itself, or a place to copy from that is this run's own.</summary>
        public string Place => field ??= IsFixed ? Destination : below is not null ? string.Create(CultureInfo.InvariantCulture, $"{below}/{index}") : "inputs/" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run.RunId}\n{run.Name}\n{index}"))))[..16];

        public Lazy<IReadOnlyList<InputFile>> Files { get; } = new(() => run.ListInput(CasePaths.SourceOf(option)));
    }
}
