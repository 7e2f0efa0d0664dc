using Foray.Jobs;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Hands on to an observer that is known only once the job is.</summary>
internal sealed class SwitchedObserver : IJobObserver
{
    public IJobObserver? Target { get; set; }

    public void Report(Diagnostic diagnostic) => Target?.Report(diagnostic);

    public void Started(JobStart job) => Target?.Started(job);

    public void TestStarted(TestStart test) => Target?.TestStarted(test);

    public void TestProgressed(TestStart test, string message) => Target?.TestProgressed(test, message);

    public void TestEnded(TestResult test) => Target?.TestEnded(test);
}
