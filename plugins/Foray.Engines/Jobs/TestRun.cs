using System.Collections.Concurrent;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Engines.Jobs;

/// <summary>What all parts of one run of tests share.</summary>
internal sealed class TestRun(JobOptions options, ITestBench bench, IReadOnlyList<TestCase> cases, IExperimentRun run, TimeProvider time, CancellationToken asked)
    : EngineRun(run, time, options.Environment, asked)
{
    private const string FaultsBegin = "FORAY4";

    private readonly Dictionary<string, Runnable> _tests = cases.ToDictionary(test => test.Name, test => test.Test, StringComparer.Ordinal);
    private readonly ConcurrentQueue<Diagnostic> _faults = [];

    public JobOptions Options => options;

    public ITestBench Bench => bench;

    public Runnable TestOf(IRow row) => _tests[row.Case.Name];

    /// <summary>Remembers the faults of plugins among problems, to be told when all tests have ended.</summary>
    public void NoteFaults(DiagnosticException failure)
    {
        foreach (var fault in failure.Diagnostics.Where(problem => problem.Code.StartsWith(FaultsBegin, StringComparison.Ordinal)))
            _faults.Enqueue(fault);
    }

    /// <exception cref="DiagnosticException">Plugins failed, and all rows have ended nevertheless.</exception>
    public void ThrowFaults()
    {
        if (!_faults.IsEmpty)
            throw new DiagnosticException([.. _faults.Distinct()]);
    }
}
