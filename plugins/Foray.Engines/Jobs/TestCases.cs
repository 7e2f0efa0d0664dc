using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Engines.Jobs;

/// <summary>Makes the cases of an experiment: each test with every combination of the variants.</summary>
internal static class TestCases
{
    /// <summary>Two cases have one name.</summary>
    public const string NameTwice = "FORAY222";

    /// <param name="options">The options.</param>
    /// <param name="bench">Resolves references.</param>
    /// <param name="folder">Folder of the experiment file.</param>
    /// <param name="variables">Names of the whole file's variables.</param>
    /// <exception cref="DiagnosticException">The options break a rule, or a reference leads to no test; all that is wrong.</exception>
    public static IReadOnlyList<TestCase> Of(JobOptions options, ITestBench bench, string folder, IEnumerable<string> variables)
    {
        var problems = CaseRules.Check(options.Name, variables.Concat(options.Environment?.Keys ?? []), options.Variants).ToList();
        var tests = new TestReferences(options, bench, folder).Resolve((_, problem) => problems.Add(problem));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        List<TestCase> cases = [.. tests.SelectMany(test => VariantsOf(test, options))];
        foreach (var twice in cases.GroupBy(test => test.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add(CaseRules.Error(options.Name, NameTwice, $"two of its tests are called '{twice.Key}'", "name each test in one reference alone; give those of recipes a 'name' each"));
        return problems.Count == 0 ? cases : throw new DiagnosticException(problems);
    }

    private static IEnumerable<TestCase> VariantsOf(Runnable test, JobOptions options)
    {
        var name = test.Name ?? test.Uri;
        if (options.Variants is not { Count: > 0 } variants)
        {
            yield return new TestCase(name, test, new Dictionary<string, string>());
            yield break;
        }

        foreach (var (combination, variant, _) in CaseMatrix.Expand(variants, 1))
            yield return new TestCase($"{name};{combination}", test with { Parameters = Over(variant, test.Parameters) }, variant);
    }

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> above, IReadOnlyDictionary<string, string> below)
    {
        var merged = new Dictionary<string, string>(below, StringComparer.Ordinal);
        foreach (var (name, value) in above)
            merged[name] = value;
        return merged;
    }
}
