using Foray.Sdk.Hooks;
using Foray.Sdk.Machines;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A hook plugin to check.</summary>
/// <param name="Passing">Makes it with options under which it does its work here, and soon.</param>
public sealed record HookSubject(Func<FakeHost, IHook> Passing) : ConformanceSubject
{
    /// <summary>Makes it with options under which its work fails. Default: it cannot.</summary>
    public Func<FakeHost, IHook>? Failing { get; init; }

    /// <summary>Makes the machines that it works on, anew for each check. Default: none, it works on this computer.</summary>
    public Func<IReadOnlyList<IMachine>> Machines { get; init; } = () => [];
}
