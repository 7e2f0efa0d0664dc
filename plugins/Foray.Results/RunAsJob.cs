using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;
using Foray.Sdk.Results;

namespace Foray.Results;

/// <summary>A run of experiments seen as a job: an experiment is a suite, a row a test.</summary>
internal static class RunAsJob
{
    /// <summary>The run's results; the job's folder is that of the run.</summary>
    public static JobResults Of(RunResults run)
    {
        List<TestResult> tests = [.. run.Cases.Select((row, index) => Of(row, index + 1))];
        var start = new JobStart(run.Run, Path.Combine(run.OutputFolder, "runs", run.Run), run.Started, tests.Count);
        var end = run.Status == RowStatus.Interrupted ? JobEnd.Interrupted : JobEnd.Completed;
        return new JobResults(start, run.Ended, end, tests);
    }

    private static TestResult Of(CaseResult row, int number)
    {
        var status = Of(row.Outcome.Status);
        return new TestResult(number, row.Experiment, new Runnable("case", row.Case), new TestOutcome(status, row.Outcome.Message))
        {
            Name = row.Machine is null ? row.Case : $"{row.Case} on {row.Machine}",
            Variant = row.Parameters,
            Started = row.Outcome.Started,
            Elapsed = row.Outcome.Elapsed,
            Attempts = status == TestStatus.Skip ? 0 : row.Outcome.Attempts,
            IsFlaky = status == TestStatus.Pass && row.Outcome.Attempts > 1,
            Machine = row.Machine,
            Folder = Folder(row),
            Metrics = row.Outcome.Metrics,
        };
    }

    /// <summary>Outputs lie in folders of the scripts: where one did not pass, its folder is what people want to see.</summary>
    private static string Folder(CaseResult row)
    {
        var decided = row.Outcome.Scripts.FirstOrDefault(script => script.Status > RowStatus.Skipped);
        return decided is null ? $"../../{row.Folder}" : $"../../{row.Folder}/{decided.Name}";
    }

    private static TestStatus Of(RowStatus status) => status switch
    {
        RowStatus.Passed => TestStatus.Pass,
        RowStatus.Skipped => TestStatus.Skip,
        RowStatus.Failed => TestStatus.Fail,
        _ => TestStatus.Interrupted,
    };
}
