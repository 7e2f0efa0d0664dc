using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class ConformanceSuiteTests
{
    private static readonly List<ConformanceCheck> Checks =
    [
        new("One passes", _ => Task.CompletedTask),
        new("Two fails", _ => throw new ConformanceException(new ConformanceBreach("Two fails", "to pass", "it failed", "the code"))),
        new("Three fails", _ => throw new ConformanceException(new ConformanceBreach("Three fails", "to pass too", "it failed too", "the code"))),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_breaches_are_listed()
    {
        var exception = await Assert.ThrowsAsync<ConformanceException>(() => ConformanceSuite.RunAllAsync(Checks, Token));
        Assert.Equal(["Two fails", "Three fails"], exception.Breaches.Select(breach => breach.Check));
        Assert.Equal(
            "Two fails\n  promised: to pass\n  happened: it failed\n  change: the code\n\nThree fails\n  promised: to pass too\n  happened: it failed too\n  change: the code",
            exception.Message);
    }

    [Fact]
    public async Task A_check_is_run_by_its_name()
    {
        await ConformanceSuite.RunAsync(Checks, "One passes", Token);
        await Assert.ThrowsAsync<ConformanceException>(() => ConformanceSuite.RunAsync(Checks, "Two fails", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ConformanceSuite.RunAsync(Checks, "Four", Token));
    }

    [Fact]
    public async Task An_exception_of_a_plugin_is_a_breach_that_names_it()
    {
        var checks = BackendConformance.Checks(new BackendSubject(_ => throw new InvalidOperationException("no target")));
        var exception = await Assert.ThrowsAsync<ConformanceException>(() => ConformanceSuite.RunAsync(checks, "It can write any text", Token));
        Assert.Contains("it threw InvalidOperationException: no target", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Fact]
    public async Task Cancelling_the_test_is_no_breach()
    {
        var checks = SoftwareConformance.Checks(new SoftwareSubject(_ => new ToolSoftware(ToolFault.None)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checks[0].RunAsync(new CancellationToken(true)));
    }

    [Fact]
    public void Names_of_a_suite_are_different()
    {
        var names = ConformanceSuite.Names(SoftwareConformance.Checks(new SoftwareSubject(_ => null!)));
        Assert.Equal(names.Distinct(), names);
    }
}
