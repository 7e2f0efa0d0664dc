using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A backend plugin to check.</summary>
/// <param name="Create">Makes it anew, with a target of this host's own, such as a file in its folder.</param>
public sealed record BackendSubject(Func<FakeHost, IBackend> Create) : ConformanceSubject
{
    /// <summary>Reads back what a backend has delivered, in the order in which it was logged. Default: what arrives is not looked at.</summary>
    public Func<IBackend, CancellationToken, Task<IReadOnlyList<Metric>>>? ReadBackAsync { get; init; }
}
