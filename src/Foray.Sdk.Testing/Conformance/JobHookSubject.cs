using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A job hook plugin to check.</summary>
/// <param name="Create">Makes it anew, with options under which it does its work here, and soon.</param>
public sealed record JobHookSubject(Func<FakeHost, IJobHook> Create) : ConformanceSubject;
