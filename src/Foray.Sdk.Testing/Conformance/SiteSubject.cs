using Foray.Sdk.Machines;
using Foray.Sdk.Sites;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A site plugin to check. It really makes machines: give it options for two or more that can be had here.</summary>
/// <param name="Create">Makes it anew, with the same options each time.</param>
public sealed record SiteSubject(Func<FakeHost, ISite> Create) : ConformanceSubject
{
    /// <summary>True while anything that was made for a machine is there: a folder, a container. Default: what lies in the state's folder.</summary>
    public Func<MachineRecord, CancellationToken, Task<bool>>? ExistsAsync { get; init; }
}
