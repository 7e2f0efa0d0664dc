namespace Foray.Sdk.Testing.Conformance;

/// <summary>Runs checks under any test framework.</summary>
/// <example>
/// As data of an xunit theory, so that every check is a test of its own:
/// <code>
/// public sealed class MySoftwareContract
/// {
///     private static readonly IReadOnlyList&lt;ConformanceCheck&gt; Suite =
///         SoftwareConformance.Checks(new SoftwareSubject(host =&gt; PluginUnderTest.Create&lt;MySoftware&gt;(new { labels = new[] { "all" } }, host)));
///
///     public static TheoryData&lt;string&gt; Checks =&gt; [.. ConformanceSuite.Names(Suite)];
///
///     [Theory]
///     [MemberData(nameof(Checks))]
///     public Task It_keeps_the_contract(string check) =&gt; ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);
/// }
/// </code>
/// Or all in one test: <c>await ConformanceSuite.RunAllAsync(Suite, cancellationToken);</c>
/// </example>
public static class ConformanceSuite
{
    /// <summary>The checks' names, in order.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<ConformanceCheck> checks) => [.. checks.Select(check => check.Name)];

    /// <summary>Runs the check of a name.</summary>
    /// <exception cref="ConformanceException">The plugin broke the promise.</exception>
    /// <exception cref="ArgumentException">There is no check of this name.</exception>
    public static Task RunAsync(IReadOnlyList<ConformanceCheck> checks, string name, CancellationToken cancellationToken)
    {
        var check = checks.FirstOrDefault(check => check.Name == name);
        return check is null ? throw new ArgumentException($"there is no check '{name}'", nameof(name)) : check.RunAsync(cancellationToken);
    }

    /// <summary>Runs all checks, one after the other, also after one that failed.</summary>
    /// <exception cref="ConformanceException">The plugin broke promises; the exception lists all of them.</exception>
    public static async Task RunAllAsync(IReadOnlyList<ConformanceCheck> checks, CancellationToken cancellationToken)
    {
        List<ConformanceBreach> breaches = [];
        foreach (var check in checks)
        {
            try
            {
                await check.RunAsync(cancellationToken);
            }
            catch (ConformanceException exception)
            {
                breaches.AddRange(exception.Breaches);
            }
        }

        if (breaches.Count > 0)
            throw new ConformanceException(breaches);
    }
}
