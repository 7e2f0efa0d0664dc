using System.Collections.Concurrent;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foray.Software.Tests;

internal sealed class FakeInstall(params FakeMachine[] machines) : IInstallContext, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-software-").FullName;

    public string Id => "software-1";

    public string ExperimentFolder => _folder;

    public IReadOnlyList<IMachine> Machines => machines;

    public IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["version"] = "2" };

    public ILogger Logger => NullLogger.Instance;

    public ConcurrentDictionary<string, InstallOutcome> Reports { get; } = new();

    public string LogFolder(IMachine machine) => Path.Combine(_folder, machine.Name);

    public void Report(IMachine machine, InstallOutcome outcome) => Assert.True(Reports.TryAdd(machine.Name, outcome));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
