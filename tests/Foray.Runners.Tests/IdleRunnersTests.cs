using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests;

public sealed class IdleRunnersTests
{
    private static readonly IReadOnlyList<ConformanceCheck> Suite =
        [.. PluginConformance.Checks(new PluginSubject(typeof(NoopRunner))), .. PluginConformance.Checks(new PluginSubject(typeof(DryRunRunner)))];

    [Fact]
    public Task They_keep_the_contract_of_plugins() => ConformanceSuite.RunAllAsync(Suite, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Noop_passes_without_running_anything()
    {
        await using var bench = new TestBench();

        Assert.Equal(new TestOutcome(TestStatus.Pass), await bench.RunAsync(PluginUnderTest.Create<NoopRunner>(), new Runnable("noop", "")));
        Assert.Empty(bench.Machine.Calls);
    }

    [Fact]
    public async Task A_dry_run_cancels_tests_of_any_kind_without_running_anything()
    {
        await using var bench = new TestBench();

        Assert.Equal(new TestOutcome(TestStatus.Cancel, "dry run"), await bench.RunAsync(PluginUnderTest.Create<DryRunRunner>(), new Runnable("exec-test", "/bin/false")));
        Assert.Empty(bench.Machine.Calls);
    }

    [Fact]
    public async Task Both_stop_when_they_are_stopped()
    {
        await using var bench = new TestBench();
        using var context = bench.Context();
        foreach (var runner in (IRunner[])[PluginUnderTest.Create<NoopRunner>(), PluginUnderTest.Create<DryRunRunner>()])
            await Assert.ThrowsAsync<OperationCanceledException>(() => runner.RunAsync(new Runnable("noop", ""), context, new CancellationToken(true)));
    }
}
