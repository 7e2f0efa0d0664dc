using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A collector plugin to check.</summary>
/// <param name="Create">Makes it anew, with the host's clock.</param>
public sealed record CollectorSubject(Func<FakeHost, ICollector> Create) : ConformanceSubject;
