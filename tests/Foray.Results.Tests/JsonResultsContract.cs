using Foray.Results.Json;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Results.Tests;

public sealed class JsonResultsContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. ResultConformance.Checks(new ResultSubject(host => PluginUnderTest.Create<JsonResults>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(JsonResults))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
