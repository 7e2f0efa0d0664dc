using Foray.Configuration.Diagnostics;
using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary>A line for what is worth one while a job runs, for pipes and log files; problems go to the error stream.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="annotations">Makes the lines that a build server marks code with; null where there are none to make.</param>
internal sealed class JobLines(TextWriter output, Func<TestResult, string?>? annotations) : IJobObserver
{
    public void Report(Diagnostic diagnostic) => Console.Error.Write(DiagnosticText.Format([diagnostic]));

    public void Started(JobStart job) => output.WriteLine($"job {job.Id[..7]}: {job.Total} {(job.Total == 1 ? "test" : "tests")}");

    public void TestEnded(TestResult test)
    {
        if (annotations?.Invoke(test) is { } annotation)
            output.WriteLine(annotation);
    }
}
