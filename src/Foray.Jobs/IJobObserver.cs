using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Jobs;

/// <summary>Is told what happens in a job, one thing at a time, and must not throw.</summary>
public interface IJobObserver
{
    /// <summary>Something is wrong. Default: nothing.</summary>
    void Report(Diagnostic diagnostic)
    {
    }

    /// <summary>The job begins. Default: nothing.</summary>
    void Started(JobStart job)
    {
    }

    /// <summary>A test begins. Default: nothing.</summary>
    void TestStarted(TestStart test)
    {
    }

    /// <summary>A runner tells how far its test is. Default: nothing.</summary>
    void TestProgressed(TestStart test, string message)
    {
    }

    /// <summary>A test has ended, or was passed over. Default: nothing.</summary>
    void TestEnded(TestResult test)
    {
    }
}
