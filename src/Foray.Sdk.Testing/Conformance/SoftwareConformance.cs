namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every software plugin promises.</summary>
public static class SoftwareConformance
{
    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(SoftwareSubject subject) => InstallChecks.Of(
        subject,
        host => subject.Create(host).InstallAsync,
        host => (subject.CreateOther ?? subject.Create)(host).InstallAsync);
}
