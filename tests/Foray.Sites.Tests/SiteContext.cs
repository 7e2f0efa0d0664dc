using System.Collections.Concurrent;
using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Sites.Tests;

internal sealed class SiteContext(string folder) : ISiteContext
{
    public List<MachineRecord> Records { get; } = [];

    public string ExperimentFolder => folder;

    public string StateFolder { get; } = Path.Combine(folder, "state");

    public ILogger Logger => NullLogger.Instance;

    public void Record(MachineRecord machine) => Records.Add(machine);

    public ConcurrentQueue<string> Remade { get; } = [];

    public void ReportRemade(string machineId) => Remade.Enqueue(machineId);
}
