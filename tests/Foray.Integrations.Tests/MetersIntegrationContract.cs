using System.Diagnostics.Metrics;
using Foray.Integrations.Meters;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Integrations.Tests;

public sealed class MetersIntegrationContract
{
    private const string Name = "Foray.Integrations.Tests.Contract";
    private static readonly object Options = new { Meters = new[] { Name } };
    private static readonly Counter<int> Counter = new Meter(Name).CreateCounter<int>("events");
    private static readonly Clocks Clocks = new();

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. IntegrationConformance.Checks(new IntegrationSubject(host => PluginUnderTest.Create<MetersIntegration>(Options, Clocks.Add(host)), Report)),
        .. PluginConformance.Checks(new PluginSubject(typeof(MetersIntegration)) { Options = Options }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    private static void Report()
    {
        Counter.Add(1);
        Clocks.Advance(TimeSpan.FromSeconds(10));
    }
}
