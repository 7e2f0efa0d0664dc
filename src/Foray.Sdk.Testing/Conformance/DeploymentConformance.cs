namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every deployment plugin promises.</summary>
public static class DeploymentConformance
{
    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(DeploymentSubject subject) => InstallChecks.Of(
        subject,
        host => subject.Create(host).DeployAsync,
        host => (subject.CreateOther ?? subject.Create)(host).DeployAsync);
}
