using Foray.Results.Markdown;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Results.Tests;

public sealed class MarkdownResultsContract
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. ResultConformance.Checks(new ResultSubject(host => PluginUnderTest.Create<MarkdownResults>(null, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(MarkdownResults))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
}
