using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>An integration plugin to check.</summary>
/// <param name="Create">Makes it anew, with the host's clock. Instances of different hosts may listen to the same thing.</param>
/// <param name="Report">Makes the framework report at least one thing that every instance listens to.</param>
public sealed record IntegrationSubject(Func<FakeHost, IIntegration> Create, Action Report) : ConformanceSubject;
