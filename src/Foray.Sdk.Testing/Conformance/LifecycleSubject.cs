using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A plugin of any kind that starts and stops.</summary>
/// <param name="Create">Makes it anew, with options under which it can start here.</param>
public sealed record LifecycleSubject(Func<FakeHost, IPluginLifecycle> Create) : ConformanceSubject
{
    /// <summary>Uses a started plugin, and throws where it does not work. Default: nothing is tried.</summary>
    public Func<IPluginLifecycle, CancellationToken, Task> ProbeAsync { get; init; } = (_, _) => Task.CompletedTask;
}
