using Foray.Integrations.Benchmarks;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Integrations.Tests;

public sealed class BenchmarkDotNetIntegrationContract : IDisposable
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("foray-reports-");
    private static readonly Clocks Clocks = new();
    private static int _reports;

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. IntegrationConformance.Checks(new IntegrationSubject(host => PluginUnderTest.Create<BenchmarkDotNetIntegration>(new { Folder = Folder.FullName }, Clocks.Add(host)), Report)),
        .. PluginConformance.Checks(new PluginSubject(typeof(BenchmarkDotNetIntegration))),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        foreach (var file in Folder.GetFiles())
            file.Delete();
    }

    private static void Report()
    {
        SampleReport.Write(Path.Combine(Folder.FullName, $"Sample{Interlocked.Increment(ref _reports)}-report-full.json"));
        Clocks.Advance(TimeSpan.FromSeconds(2));
    }
}
