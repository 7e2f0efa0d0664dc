using System.Collections.Concurrent;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Installs;

/// <summary>What software and deployments get from their host. Disposing it removes its folder, and not its machines.</summary>
public sealed class FakeInstallContext(params IReadOnlyList<IMachine> machines) : IInstallContext, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-install-").FullName;
    private readonly ConcurrentQueue<(string Machine, InstallOutcome Outcome)> _all = new();

    /// <inheritdoc/>
    public string Id { get; init; } = "section-1";

    /// <inheritdoc/>
    public string ExperimentFolder => _folder;

    /// <inheritdoc/>
    public IReadOnlyList<IMachine> Machines => machines;

    /// <inheritdoc/>
    public IReadOnlyList<InstallSection> Sections { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What the plugin logged.</summary>
    public RecordingLogger Log { get; } = new();

    /// <inheritdoc/>
    public ILogger Logger => Log;

    /// <summary>The last outcome of each machine.</summary>
    public IReadOnlyDictionary<string, InstallOutcome> Reports => _all.GroupBy(report => report.Machine).ToDictionary(group => group.Key, group => group.Last().Outcome);

    /// <summary>Every report, in order.</summary>
    public IReadOnlyCollection<(string Machine, InstallOutcome Outcome)> AllReports => _all;

    /// <inheritdoc/>
    public string LogFolder(IMachine machine) => Path.Combine(_folder, machine.Name);

    /// <inheritdoc/>
    public void Report(IMachine machine, InstallOutcome outcome) => _all.Enqueue((machine.Name, outcome));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
