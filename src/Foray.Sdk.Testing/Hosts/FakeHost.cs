using Foray.Sdk.Ansible;
using Foray.Sdk.Consoles;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sdk.Testing.Jobs;
using Foray.Sdk.Testing.Machines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Sdk.Testing.Hosts;

/// <summary>A host as a plugin's constructor sees it: its services, each of which keeps what it was told. Disposing it removes its folder.</summary>
public sealed class FakeHost : IServiceProvider, IDisposable
{
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("foray-host-"));
    private readonly Dictionary<Type, object> _services = [];

    /// <summary>A host whose clock stands still until it is moved.</summary>
    public FakeHost()
        : this(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)))
    {
    }

    /// <summary>A host with a clock of its own.</summary>
    /// <param name="time">For example <see cref="TimeProvider.System"/>, where real time has to pass.</param>
    public FakeHost(TimeProvider time)
    {
        Time = time;
        Add<ILogger>(Logger);
        Add(time);
        Add<IConsole>(Console);
        Add<IPluginHealth>(Health);
        Add<IProcesses>(Processes);
        Add<IAnsible>(new AnsiblePlaybooks(Processes, TimeProvider.System));
        Add<IMachines>(new FakeMachines());
        Add<ITestBench>(new FakeTestBench());
    }

    /// <summary>What the plugin logs.</summary>
    public RecordingLogger Logger { get; } = new();

    /// <summary>What the plugin says to the person at the terminal.</summary>
    public RecordingConsole Console { get; } = new();

    /// <summary>What the plugin says about its health.</summary>
    public RecordingHealth Health { get; } = new();

    /// <summary>The processes that the plugin starts: real ones, unless an answer is given for a program.</summary>
    public TestProcesses Processes { get; } = new();

    /// <summary>The clock that the plugin gets.</summary>
    public TimeProvider Time { get; }

    /// <summary>The clock, to move it.</summary>
    /// <exception cref="InvalidOperationException">The host was made with another clock.</exception>
    public FakeTimeProvider Clock => Time as FakeTimeProvider ?? throw new InvalidOperationException("this host was made with a clock of its own; make it without one to move the time");

    /// <summary>A folder of this host alone, for what the plugin writes; made when asked for.</summary>
    public string Folder => _folder.Value.FullName;

    /// <summary>Adds a service, or replaces one.</summary>
    public void Add<TService>(TService service)
        where TService : class => _services[typeof(TService)] = service;

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => _services.GetValueOrDefault(serviceType);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder.IsValueCreated && _folder.Value.Exists)
            _folder.Value.Delete(recursive: true);
    }
}
