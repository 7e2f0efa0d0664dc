using Foray.Deployments.Slurm;
using Foray.Sdk.Testing.Conformance;

namespace Foray.Deployments.Tests.Slurm;

public sealed class SlurmDeploymentContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
        PluginConformance.Checks(new PluginSubject(typeof(SlurmDeployment)) { Options = new { kind = "controller", labels = new[] { "head" } } });

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
