using Foray.Sdk.Hooks;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Installs;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Testing.Hooks;

/// <summary>What a hook gets from its host. Disposing it removes its folder, and not its machines.</summary>
public sealed class FakeHookContext(params IReadOnlyList<IMachine> machines) : IHookContext, IDisposable
{
    private readonly FakeInstallContext _install = new(machines) { Id = "hooks/trial" };

    /// <inheritdoc/>
    public string Id => _install.Id;

    /// <inheritdoc/>
    public string ExperimentFolder => _install.ExperimentFolder;

    /// <inheritdoc/>
    public IReadOnlyList<IMachine> Machines => machines;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string> { ["FORAY_HOOK"] = "trial" };

    /// <inheritdoc/>
    public HookRun? Run { get; init; }

    /// <inheritdoc/>
    public string LocalLogFolder => Directory.CreateDirectory(Path.Combine(ExperimentFolder, "logs")).FullName;

    /// <inheritdoc/>
    public ILogger Logger => _install.Logger;

    /// <summary>The last outcome of each machine.</summary>
    public IReadOnlyDictionary<string, InstallOutcome> Reports => _install.Reports;

    /// <summary>Every report, in order.</summary>
    public IReadOnlyCollection<(string Machine, InstallOutcome Outcome)> AllReports => _install.AllReports;

    /// <inheritdoc/>
    public string LogFolder(IMachine machine) => _install.LogFolder(machine);

    /// <inheritdoc/>
    public void Report(IMachine machine, InstallOutcome outcome) => _install.Report(machine, outcome);

    /// <inheritdoc/>
    public void Dispose() => _install.Dispose();
}
