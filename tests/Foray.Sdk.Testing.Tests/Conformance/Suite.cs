using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

internal static class Suite
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Little for what may never end, and much for what has to pass on a busy computer too.</summary>
    public static TimeSpan PatienceOf<TFault>(TFault fault, double seconds = 1)
        where TFault : struct, Enum => TimeSpan.FromSeconds(fault.Equals(default(TFault)) ? 30 : seconds);

    /// <summary>All checks pass.</summary>
    public static Task PassesAsync(IReadOnlyList<ConformanceCheck> checks) => ConformanceSuite.RunAllAsync(checks, Token);

    /// <summary>One check finds the fault, and says what happened and what to change.</summary>
    public static async Task CatchesAsync(IReadOnlyList<ConformanceCheck> checks, string name)
    {
        var exception = await Assert.ThrowsAsync<ConformanceException>(() => ConformanceSuite.RunAsync(checks, name, Token));
        var breach = Assert.Single(exception.Breaches);
        Assert.Equal(name, breach.Check);
        Assert.All([breach.Promise, breach.Happened, breach.Remedy], text => Assert.NotEmpty(text));
    }

    /// <summary>These checks find the fault, and no other does.</summary>
    public static async Task CatchOnlyAsync(IReadOnlyList<ConformanceCheck> checks, params string[] names)
    {
        var exception = await Assert.ThrowsAsync<ConformanceException>(() => ConformanceSuite.RunAllAsync(checks, Token));
        Assert.Equal(names.Order(StringComparer.Ordinal), exception.Breaches.Select(breach => breach.Check).Order(StringComparer.Ordinal));
    }

    /// <summary>Every check of the suite is named by a row of the table.</summary>
    public static void IsCovered(IReadOnlyList<ConformanceCheck> checks, IEnumerable<string> names) =>
        Assert.Empty(ConformanceSuite.Names(checks).Except(names));
}
