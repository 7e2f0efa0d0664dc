using Foray.Collectors.Repositories;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Collectors.Tests;

public sealed class GitCollectorContract : IDisposable
{
    private readonly Repository _repository = Repository.Create();

    private static readonly IReadOnlyList<string> Names = ConformanceSuite.Names(SuiteFor("."));

    public static TheoryData<string> Checks => [.. Names];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(SuiteFor(_repository.Folder), check, TestContext.Current.CancellationToken);

    public void Dispose() => _repository.Dispose();

    private static IReadOnlyList<ConformanceCheck> SuiteFor(string folder) =>
    [
        .. CollectorConformance.Checks(new CollectorSubject(host => PluginUnderTest.Create<GitCollector>(new { Folder = folder }, host))),
        .. PluginConformance.Checks(new PluginSubject(typeof(GitCollector))),
    ];
}
