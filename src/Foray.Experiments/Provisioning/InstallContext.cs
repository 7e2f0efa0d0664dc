using System.Collections.Concurrent;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Experiments.Provisioning;

/// <summary>Gives an installer its machines, and keeps what it reports of each.</summary>
internal class InstallContext(
    string id,
    string experimentFolder,
    string logFolder,
    IReadOnlyList<IMachine> machines,
    IReadOnlyList<InstallSection> sections,
    IReadOnlyDictionary<string, string> variables,
    ILogger logger) : IInstallContext
{
    private readonly ConcurrentDictionary<string, InstallOutcome> _outcomes = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public string ExperimentFolder { get; } = experimentFolder;

    public IReadOnlyList<IMachine> Machines { get; } = machines;

    public IReadOnlyList<InstallSection> Sections { get; } = sections;

    public IReadOnlyDictionary<string, string> Variables { get; } = variables;

    public ILogger Logger { get; } = logger;

    /// <summary>Folder of all logs of the step.</summary>
    public string Logs { get; } = logFolder;

    /// <summary>What was reported of a machine; null where nothing was.</summary>
    public InstallOutcome? OutcomeOf(IMachine machine) => _outcomes.GetValueOrDefault(machine.Name);

    public string LogFolder(IMachine machine) =>
        Directory.CreateDirectory(Path.Combine(Logs, FileNames.From(machine.Name))).FullName;

    public void Report(IMachine machine, InstallOutcome outcome)
    {
        if (!_outcomes.TryAdd(machine.Name, outcome))
            throw new InvalidOperationException($"machine '{machine.Name}' has been reported before");
    }
}
