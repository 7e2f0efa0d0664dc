using System.Collections.Concurrent;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Sites;

/// <summary>What a site gets from its host. Another one of the same folder is what a later command of the same experiment gives.</summary>
/// <param name="folder">Folder of the experiment; the state lies in it.</param>
public sealed class FakeSiteContext(string folder) : ISiteContext
{
    private readonly ConcurrentQueue<MachineRecord> _records = new();

    /// <summary>Every record, in the order in which the site wrote them.</summary>
    public IReadOnlyList<MachineRecord> Records => [.. _records];

    /// <inheritdoc/>
    public string ExperimentFolder => folder;

    /// <inheritdoc/>
    public string StateFolder { get; } = Path.Combine(folder, "state");

    /// <summary>What the plugin logged.</summary>
    public RecordingLogger Log { get; } = new();

    /// <inheritdoc/>
    public ILogger Logger => Log;

    /// <summary>Ids of machines that the site said it made anew.</summary>
    public ConcurrentQueue<string> Remade { get; } = [];

    /// <inheritdoc/>
    public void Record(MachineRecord machine) => _records.Enqueue(machine);

    /// <summary>The last record of each machine, in the order of the first.</summary>
    public IReadOnlyList<MachineRecord> LatestRecords => [.. _records.GroupBy(record => record.Name).Select(group => group.Last())];

    /// <inheritdoc/>
    public void ReportRemade(string machineId) => Remade.Enqueue(machineId);
}
