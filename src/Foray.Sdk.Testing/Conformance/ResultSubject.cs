using Foray.Sdk.Results;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A result plugin to check.</summary>
/// <param name="Create">Makes it anew, with the same options each time.</param>
public sealed record ResultSubject(Func<FakeHost, IResultWriter> Create) : ConformanceSubject;
