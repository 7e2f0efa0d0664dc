using Foray.Sdk.Plugins;

namespace Foray.Sdk.Jobs;

/// <summary>
/// Has its turn between the phases of a job, and is told of each test. Hooks are called in order, one at a time for each test and phase; a hook that throws is told as a fault and called again at the next event.
/// Results exist before <see cref="PostAsync"/>. Cancelled tokens mean that the job is being stopped.
/// </summary>
[PluginKind("job_hook")]
public interface IJobHook
{
    /// <summary>Before anything else; the job's folder is there. One that throws a <see cref="Diagnostics.DiagnosticException"/> keeps the job from running. Default: nothing.</summary>
    Task PreAsync(JobStart job, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the first test. Default: nothing.</summary>
    Task PreTestsAsync(JobStart job, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A test begins; its outcome is not known yet. Default: nothing.</summary>
    ValueTask TestStartedAsync(TestStart test, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A runner tells how far its test is. Default: nothing.</summary>
    ValueTask TestProgressedAsync(TestStart test, string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A test has ended, or was passed over. Default: nothing.</summary>
    ValueTask TestEndedAsync(TestResult test, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After the last test, also where the job is stopped. Default: nothing.</summary>
    Task PostTestsAsync(JobResults results, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>When all results are written. Default: nothing.</summary>
    Task PostAsync(JobResults results, CancellationToken cancellationToken) => Task.CompletedTask;
}
