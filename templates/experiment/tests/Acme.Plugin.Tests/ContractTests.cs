using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Acme.Plugin.Tests;

/// <summary>What every plugin of the kind experiment promises, kept by <see cref="RepeatExperiment"/>.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite = ExperimentConformance.Checks(new ExperimentSubject
    {
        Passing = host => Create(host, "sleep 0.5", "1m"),
        Failing = host => Create(host, "exit 3", "1m"),
        Endless = host => Create(host, "while true; do sleep 0.1; done", "1d"),
        TimingOut = host => Create(host, "while true; do sleep 0.1; done", "500ms"),
    });

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_contract_is_kept(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static RepeatExperiment Create(FakeHost host, string script, string timeout) =>
        PluginUnderTest.Create<RepeatExperiment>(new { labels = new[] { "all" }, script, times = 1, timeout }, host);
}
