using Foray.Sdk.Software;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A software plugin to check.</summary>
/// <param name="Create">Makes it anew, with the same options each time.</param>
public sealed record SoftwareSubject(Func<FakeHost, ISoftware> Create) : InstallSubject
{
    /// <summary>Makes the plugin of another section of the same file. Default: the same options again.</summary>
    public Func<FakeHost, ISoftware>? CreateOther { get; init; }
}
