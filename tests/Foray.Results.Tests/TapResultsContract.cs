using Foray.Results.Tap;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Results.Tests;

public sealed class TapResultsContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. ResultConformance.Checks(new ResultSubject(host => PluginUnderTest.Create<TapResults>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(TapResults))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
