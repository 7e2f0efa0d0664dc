using Foray.Sdk.Diagnostics;
using Foray.Sdk.Hooks;
using Foray.Sdk.Installs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>Each breach of a hook's contract is found.</summary>
public sealed class HookConformanceTests
{
    private sealed class Hook(Func<IHookContext, CancellationToken, Task> work) : IHook
    {
        public HookPoint At => HookPoint.AfterRun;

        public Task RunAsync(IHookContext context, CancellationToken cancellationToken) => work(context, cancellationToken);
    }

    private static HookSubject Subject(Func<IHookContext, CancellationToken, Task> work) => new(_ => new Hook(work))
    {
        Patience = TimeSpan.FromSeconds(0.5),
        Machines = () => [new ScriptedMachine("a"), new ScriptedMachine("b")],
        Failing = _ => new Hook((_, _) => throw new DiagnosticException(Diagnostic.Error("ACME001", "it failed", "mend it"))),
    };

    private static Task ReportAll(IHookContext context)
    {
        foreach (var machine in context.Machines)
            context.Report(machine, new InstallOutcome(Changed: true));
        return Task.CompletedTask;
    }

    private static async Task<IReadOnlyList<string>> BreachesAsync(HookSubject subject)
    {
        var breaches = new List<string>();
        foreach (var check in HookConformance.Checks(subject))
        {
            try
            {
                await check.RunAsync(TestContext.Current.CancellationToken);
            }
            catch (ConformanceException)
            {
                breaches.Add(check.Name);
            }
        }

        return breaches;
    }

    [Fact]
    public async Task A_hook_that_keeps_its_contract_passes() => Assert.Empty(await BreachesAsync(Subject((context, _) => ReportAll(context))));

    [Fact]
    public async Task A_machine_that_is_forgotten_is_found() =>
        Assert.Contains("Every machine is reported once", await BreachesAsync(Subject((context, _) =>
        {
            context.Report(context.Machines[0], new InstallOutcome(Changed: true));
            return Task.CompletedTask;
        })));

    [Fact]
    public async Task A_hook_that_bears_only_one_turn_is_found()
    {
        var turns = 0;
        Assert.Contains("Its turn can come again", await BreachesAsync(Subject((context, _) => ++turns % 2 == 0 ? throw new InvalidOperationException("again") : ReportAll(context))));
    }

    [Fact]
    public async Task A_hook_that_hears_no_cancelling_is_found() =>
        Assert.Contains("Cancelling ends it in time", await BreachesAsync(Subject((context, cancellationToken) =>
            cancellationToken.IsCancellationRequested ? Task.Delay(Timeout.Infinite, CancellationToken.None) : ReportAll(context))));

    [Fact]
    public async Task A_failure_without_a_remedy_is_found() =>
        Assert.Contains("A failure says what to do", await BreachesAsync(Subject((context, _) => ReportAll(context)) with
        {
            Failing = _ => new Hook((_, _) => throw new DiagnosticException(Diagnostic.Error("ACME001", "it failed"))),
        }));
}
