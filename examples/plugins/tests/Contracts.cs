using Foray.Sdk.Testing.Conformance;

namespace Example.Tests;

/// <summary>Runs the suites that every plugin author has, and tells all that is wrong at once.</summary>
internal static class Contracts
{
    public static Task KeepAsync(params IEnumerable<IReadOnlyList<ConformanceCheck>> suites) =>
        ConformanceSuite.RunAllAsync([.. suites.SelectMany(suite => suite)], TestContext.Current.CancellationToken);
}
