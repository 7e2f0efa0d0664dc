using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Engines.Jobs;

/// <summary>What the references of an experiment stand for.</summary>
/// <param name="options">The options.</param>
/// <param name="bench">Resolves references.</param>
/// <param name="folder">Folder of the experiment file.</param>
internal sealed class TestReferences(JobOptions options, ITestBench bench, string folder)
{
    /// <summary>A reference leads to no test.</summary>
    public const string Unresolved = "FORAY221";

    /// <summary>The tests, in the order of their references.</summary>
    /// <param name="report">Takes the index of a reference, and what is wrong with it.</param>
    public IReadOnlyList<Runnable> Resolve(Action<int, Diagnostic> report)
    {
        var tests = new List<Runnable>();
        for (var i = 0; i < options.Tests.Count; i++)
        {
            try
            {
                var found = bench.Resolve(options.Tests[i], folder);
                if (found.Count == 0)
                    report(i, Diagnostic.Error(Unresolved, $"experiment '{options.Name}': '{options.Tests[i]}' leads to no test",
                        "give a path of an executable, a test project, a recipe or a folder of them, or a pattern, from the folder of the experiment file"));
                tests.AddRange(found);
            }
            catch (DiagnosticException failure)
            {
                foreach (var problem in failure.Diagnostics)
                    report(i, problem);
            }
        }

        return tests;
    }
}
