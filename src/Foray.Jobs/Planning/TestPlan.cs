using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Options;

namespace Foray.Jobs.Planning;

/// <summary>Numbers the tests of a job's suites, each with every combination of its suite's variants.</summary>
internal sealed class TestPlan
{
    private readonly List<PlannedTest> _tests = [];

    public IReadOnlyList<PlannedTest> Tests => _tests;

    /// <summary>Adds a test of a suite in all its variants.</summary>
    public void Add(PlannedSuite suite, Runnable test, string? resolver, string? reference)
    {
        if (suite.Settings.Variants is not { Count: > 0 } variants)
        {
            Add(suite, test, test.Name ?? test.Uri, new Dictionary<string, string>(), resolver, reference);
            return;
        }

        foreach (var (name, parameters, _) in CaseMatrix.Expand(MatrixOf(variants), 1))
            Add(suite, test, $"{test.Name ?? test.Uri};{name}", parameters, resolver, reference);
    }

    /// <summary>Adds a test of an earlier job, as it was.</summary>
    public void AddAgain(PlannedSuite suite, ListedTest test) => _tests.Add(new PlannedTest(test with { Number = _tests.Count + 1 }, suite));

    private void Add(PlannedSuite suite, Runnable test, string name, IReadOnlyDictionary<string, string> variant, string? resolver, string? reference)
    {
        var ready = test with
        {
            Parameters = Over(variant, test.Parameters),
            Environment = Over(test.Environment, suite.Settings.Environment ?? new Dictionary<string, string>()),
        };
        _tests.Add(new PlannedTest(new ListedTest(_tests.Count + 1, suite.Name, name, ready, resolver, reference) { Variant = variant }, suite));
    }

    private static Dictionary<string, IReadOnlyList<ScalarValue>> MatrixOf(IReadOnlyDictionary<string, IReadOnlyList<string>> variants) =>
        variants.ToDictionary(parameter => parameter.Key, parameter => (IReadOnlyList<ScalarValue>)[.. parameter.Value.Select(value => new ScalarValue(value))], StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> above, IReadOnlyDictionary<string, string> below)
    {
        if (above.Count == 0)
            return below;
        var merged = new Dictionary<string, string>(below, StringComparer.Ordinal);
        foreach (var (name, value) in above)
            merged[name] = value;
        return merged;
    }
}
