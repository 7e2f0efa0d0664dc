using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Hooks;
using Foray.Sdk.Testing.Hooks;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every hook plugin promises.</summary>
public static class HookConformance
{
    private const string Reports = "Does it, and reports each of the context's machines; on this computer it throws what went wrong.";
    private const string End = "return when the work is done";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(HookSubject subject)
    {
        var checks = new CheckList(subject);
        checks.Add("Every machine is reported once", Reports, trial => UseAsync(trial, subject, async (host, context) =>
        {
            await trial.EndsAsync(() => subject.Passing(host).RunAsync(context, trial.Token), "its turn", End);
            RequireReports(trial, context);
            var failed = context.Reports.Values.FirstOrDefault(outcome => outcome.Failure is not null);
            trial.Require(failed is null, $"it failed: {failed?.Failure}", "give the subject options and machines with which its work succeeds");
        }));
        checks.Add("Its turn can come again", "Something that is done every time that its turn comes.", trial => UseAsync(trial, subject, async (host, context) =>
        {
            var hook = subject.Passing(host);
            await trial.EndsAsync(() => hook.RunAsync(context, trial.Token), "its turn", End);
            using var second = new FakeHookContext(context.Machines) { Run = context.Run };
            await trial.EndsAsync(() => hook.RunAsync(second, trial.Token), "its second turn", End);
            RequireReports(trial, second);
        }));
        checks.Add("It has its turn at one moment", "When it has its turn.", trial => UseAsync(trial, subject, (host, _) =>
        {
            var (first, second) = (subject.Passing(host), subject.Passing(host));
            trial.Require(first.At == second.At && (first.Labels is null) == (second.Labels is null), "two instances with the same options differ in At or Labels", "derive both from the options alone");
            return Task.CompletedTask;
        }));
        checks.Add("Cancelling ends it in time", "Cancellation ends in time.", trial => UseAsync(trial, subject, (host, context) =>
            trial.EndsCancelledAsync(() => subject.Passing(host).RunAsync(context, new CancellationToken(true)), "a turn with a cancelled token", "hand the token to every call that waits")));
        if (subject.Failing is { } failing)
        {
            checks.Add("A failure says what to do", "A failure carries a diagnostic: a code, what is wrong, and what the reader can do.", trial => UseAsync(trial, subject, async (host, context) =>
            {
                var thrown = await trial.FailureAsync(() => failing(host).RunAsync(context, trial.Token), "its turn", End);
                trial.Require(thrown is null or DiagnosticException, $"it threw {thrown?.GetType().Name}", "throw a DiagnosticException, or report the machine with a failure");
                var told = thrown is DiagnosticException failure ? failure.Diagnostics : [.. context.Reports.Values.Select(outcome => outcome.Failure).OfType<Diagnostic>()];
                trial.Require(told.Count > 0, "nothing was told", "throw a DiagnosticException, or report the machine with a failure");
                trial.Require(told.All(diagnostic => diagnostic.Code.Length > 0 && diagnostic.Remedy is { Length: > 0 }), $"a diagnostic lacks a code or a remedy: {told[0]}", "give it both");
            }));
        }

        checks.AddSilence(trial => UseAsync(trial, subject, (host, context) => trial.EndsAsync(() => subject.Passing(host).RunAsync(context, trial.Token), "its turn", End)));
        return checks.Checks;
    }

    private static void RequireReports(Trial trial, FakeHookContext context)
    {
        foreach (var machine in context.Machines)
        {
            var count = context.AllReports.Count(report => report.Machine == machine.Name);
            trial.Require(count == 1, $"machine '{machine.Name}' was reported {count} times", "report every machine of the context once, whatever happened on it");
        }
    }

    private static Task UseAsync(Trial trial, HookSubject subject, Func<FakeHost, FakeHookContext, Task> body) => HostPool.UseAsync(trial, () => new FakeHost(TimeProvider.System), async hosts =>
    {
        var host = hosts.Add();
        var machines = subject.Machines();
        using var context = new FakeHookContext(machines);
        var hook = subject.Passing(host);
        using var inRun = new FakeHookContext(machines)
        {
            Run = new HookRun("run-1", context.LocalLogFolder, hook.At == HookPoint.AfterRun ? RowStatus.Passed : null),
        };
        await body(host, hook.At == HookPoint.AfterUp ? context : inRun);
    });
}
