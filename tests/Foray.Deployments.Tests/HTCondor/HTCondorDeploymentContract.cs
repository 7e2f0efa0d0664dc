using Foray.Deployments.HTCondor;
using Foray.Sdk.Testing.Conformance;

namespace Foray.Deployments.Tests.HTCondor;

public sealed class HTCondorDeploymentContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
        PluginConformance.Checks(new PluginSubject(typeof(HTCondorDeployment)) { Options = new { kind = "central-manager", labels = new[] { "head" } } });

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
