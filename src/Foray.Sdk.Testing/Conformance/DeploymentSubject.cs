using Foray.Sdk.Deployments;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A deployment plugin to check.</summary>
/// <param name="Create">Makes it anew, with the same options each time.</param>
public sealed record DeploymentSubject(Func<FakeHost, IDeployment> Create) : InstallSubject
{
    /// <summary>Makes the plugin of another section of the same file. Default: the same options again.</summary>
    public Func<FakeHost, IDeployment>? CreateOther { get; init; }
}
