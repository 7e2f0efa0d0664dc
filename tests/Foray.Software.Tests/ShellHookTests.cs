using Foray.Processes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Hooks;
using Foray.Sdk.Options;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hooks;
using Foray.Sdk.Testing.Machines;
using Foray.Software.Shell;

namespace Foray.Software.Tests;

public sealed class ShellHookTests : IDisposable
{
    private static readonly ShellHookOptions Options = new() { Name = "trial", At = HookPoint.AfterRun, Script = "true", Timeout = TimeSpan.FromMinutes(10) };

    private readonly SystemProcesses _processes = new();

    public void Dispose() => _processes.Dispose();

    private Task RunAsync(ShellHookOptions options, IHookContext context) =>
        new ShellHook(options, _processes, TimeProvider.System).RunAsync(context, TestContext.Current.CancellationToken);

    [Fact]
    public Task Here_it_keeps_the_contract() =>
        ConformanceSuite.RunAllAsync(HookConformance.Checks(new HookSubject(_ => HookWith("true")) { Failing = _ => HookWith("exit 1") }), TestContext.Current.CancellationToken);

    [Fact]
    public Task On_machines_it_keeps_the_contract() =>
        ConformanceSuite.RunAllAsync(HookConformance.Checks(new HookSubject(_ => HookWith("true", "all"))
        {
            Machines = () => [new ScriptedMachine("a", "all") { OnStart = _ => Task.FromResult<int?>(0) }, new ScriptedMachine("b", "all") { OnStart = _ => Task.FromResult<int?>(0) }],
        }), TestContext.Current.CancellationToken);

    private ShellHook HookWith(string script, string? label = null) =>
        new(Options with { Script = script, Labels = label is null ? null : new LabelSelector([label]) }, _processes, TimeProvider.System);

    [Fact]
    public async Task On_machines_the_script_runs_on_all_of_them_and_each_is_reported()
    {
        var (a, b) = (new ScriptedMachine("a", "all") { OnStart = _ => Task.FromResult<int?>(0) }, new ScriptedMachine("b", "all") { OnStart = _ => Task.FromResult<int?>(4) });
        using var context = new FakeHookContext(a, b);
        await RunAsync(Options with { Labels = new LabelSelector(["all"]) }, context);
        Assert.Null(context.Reports["a"].Failure);
        Assert.Equal(("FORAY531", "hook 'trial' on 'b' failed with exit code 4"), (context.Reports["b"].Failure!.Code, context.Reports["b"].Failure!.Message));
        Assert.Equal("trial", Assert.Single(a.Commands).Environment["FORAY_HOOK"]);
    }

    [Fact]
    public async Task Here_it_runs_in_the_experiments_folder_and_finds_the_runs_results()
    {
        using var context = new FakeHookContext { Run = new HookRun("run-1", "/results", RowStatus.Failed) };
        await RunAsync(Options with { Script = "echo \"$PWD $FORAY_RUN_FOLDER $FORAY_HOOK\"; echo aside >&2" }, context);
        Assert.Equal($"{context.ExperimentFolder} /results trial\n", File.ReadAllText(Path.Combine(context.LocalLogFolder, "stdout")));
        Assert.Equal("aside\n", File.ReadAllText(Path.Combine(context.LocalLogFolder, "stderr")));
    }

    [Fact]
    public async Task Here_a_failure_is_told_with_its_last_words()
    {
        using var context = new FakeHookContext();
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => RunAsync(Options with { Script = "echo first >&2; echo 'no such door' >&2; exit 3" }, context));
        var diagnostic = Assert.Single(failure.Diagnostics);
        Assert.Equal(("FORAY531", "hook 'trial' failed with exit code 3: no such door"), (diagnostic.Code, diagnostic.Message));
        Assert.Contains(context.LocalLogFolder, diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Here_it_is_ended_when_its_time_is_up()
    {
        using var context = new FakeHookContext();
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => RunAsync(Options with { Script = "sleep 1000", Timeout = TimeSpan.FromMilliseconds(50) }, context));
        Assert.Equal(("FORAY532", "hook 'trial' timed out after 0.05s"), (failure.Diagnostics[0].Code, failure.Diagnostics[0].Message));
    }

    [Fact]
    public async Task Here_a_program_that_is_missing_is_told()
    {
        using var context = new FakeHookContext();
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => RunAsync(Options with { Executable = "no-such-shell" }, context));
        Assert.Contains("no-such-shell", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }
}
