using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A collector plugin to check.</summary>
/// <param name="Create">Makes it anew, with the host's clock.</param>
public sealed record CollectorSubject(Func<FakeHost, ICollector> Create) : ConformanceSubject
{
    /// <summary>Puts on a machine what the collector finds there, such as a program that it asks. Default: nothing.</summary>
    public Action<FakeMachine> Prepare { get; init; } = _ => { };
}
